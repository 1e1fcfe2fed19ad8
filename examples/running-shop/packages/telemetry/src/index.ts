import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { defaultResource, detectResources, envDetector } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { FileExporter } from './file-exporter.ts';

let provider: NodeTracerProvider | undefined;

/** Records every HTTP call that this process makes or answers. The name of the service is in OTEL_SERVICE_NAME. */
export function startTelemetry(file: string): void {
  provider = new NodeTracerProvider({
    resource: defaultResource().merge(detectResources({ detectors: [envDetector] })),
    // All spans of a run fit in, so that none is dropped and counts of calls are exact.
    spanProcessors: [new BatchSpanProcessor(new FileExporter(file), { maxQueueSize: 1 << 16 })],
  });
  provider.register();
  registerInstrumentations({ tracerProvider: provider, instrumentations: [new HttpInstrumentation()] });
}

/** Writes what is not written yet. */
export async function stopTelemetry(): Promise<void> {
  await provider?.shutdown();
}
