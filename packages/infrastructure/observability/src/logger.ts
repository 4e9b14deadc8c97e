import { pino } from 'pino';
import { logValue } from './log-value.ts';
import { redactText } from './redaction.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** Fields first, then what happened in a few fixed words. An error goes in the field `err`. */
export interface LogMethod {
  (fields: object, message: string): void;
  (message: string): void;
}

export interface Logger extends Readonly<Record<Exclude<LogLevel, 'silent'>, LogMethod>> {
  /** A logger that adds these fields to every line. */
  child(fields: { readonly tenant?: string; readonly trace?: string; readonly [name: string]: unknown }): Logger;
}

export interface LoggerOptions {
  /** Lines below this level are not written. */
  readonly level: LogLevel;
  /** Takes finished lines of JSON; standard output where absent. */
  readonly destination?: { write(line: string): void };
}

/** A logger of JSON lines in which secrets are hidden. */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: logFields },
    // Errors are plain objects by then.
    serializers: { err: (error: unknown) => error },
    hooks: { streamWrite: redactText },
  };
  return adapt(destination === undefined ? pino(options) : pino(options, destination));
}

function adapt(instance: pino.Logger): Logger {
  return {
    trace: instance.trace.bind(instance),
    debug: instance.debug.bind(instance),
    info: instance.info.bind(instance),
    warn: instance.warn.bind(instance),
    error: instance.error.bind(instance),
    fatal: instance.fatal.bind(instance),
    // Pino formats the fields of its first logger only, so those of a child are made fit here.
    child: (fields) => adapt(instance.child(logFields(fields))),
  };
}

function logFields(fields: object): Record<string, unknown> {
  return logValue(fields) as Record<string, unknown>;
}
