import { get, serve } from '@lamps/service';

const LINES = Array.from({ length: 12 }, (_, i) => `lamp-${i + 1}`);

serve({
  // One question for each line. To ask once for all of them is what `chatty-pair` is about.
  basket: async () => {
    let total = 0;
    for (const lamp of LINES) total += (await get<{ price: number }>('prices', `/prices/${lamp}`)).price;
    return { lines: LINES, total };
  },
});
