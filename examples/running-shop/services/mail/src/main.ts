import { live, takeMessages } from '@lamps/service';

let ended = false;
const letters: number[] = [];

async function write({ order }: { readonly order: number }): Promise<void> {
  letters.push(order);
}

async function work(): Promise<void> {
  while (!ended) {
    await takeMessages('order-placed', write);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

const working = work();

live(undefined, async () => {
  ended = true;
  await working;
  // What came after the last look.
  await takeMessages('order-placed', write);
});
