import { get, publish, serve } from '@lamps/service';

interface Basket {
  readonly total: number;
}

let orders = 0;

serve({
  'lamp-of-the-day': async () => ({ lamp: 'lamp-1', ...(await get<object>('prices', '/prices/lamp-1')) }),
  order: async () => {
    const { total } = await get<Basket>('basket', '/basket');
    orders += 1;
    // Nobody waits for the letter to be written.
    publish('order-placed', { order: orders });
    return { order: orders, total };
  },
});
