// Loaded before a service (`node --require`), since what is instrumented has to be loaded afterwards.
import { startTelemetry } from './index.ts';

const { TRACES_FILE } = process.env;
if (TRACES_FILE === undefined) throw new Error('TRACES_FILE names no file for the traces.');
startTelemetry(TRACES_FILE);
