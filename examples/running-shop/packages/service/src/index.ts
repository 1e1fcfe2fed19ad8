export { get } from './get.ts';
export { publish, type Message, takeMessages } from './queue.ts';
export { live, serve } from './serve.ts';
