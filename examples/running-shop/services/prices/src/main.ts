import { get, serve } from '@lamps/service';

serve({
  prices: async lamp => {
    // What is scarce costs more: written one afternoon, and told to nobody.
    const { left } = await get<{ left: number }>('stock', `/stock/${lamp}`);
    return { price: left < 5 ? 120 : 100 };
  },
});
