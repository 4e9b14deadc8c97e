import { createLogger, type Logger, type LogLevel } from './logger.ts';

/** A logger whose lines a test can read, parsed. */
export function memoryLogger(level: LogLevel = 'trace'): { readonly logger: Logger; readonly lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { logger: createLogger({ level, destination }), lines };
}

export { keepSpans } from './testing-spans.ts';
