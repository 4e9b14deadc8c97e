import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { anonymousActor, isJsonObject, type JsonValue, PlinthError, type RequestContext, traceId, uuidV7 } from '@plinth/foundation';
import { type CallLimits, defaultLimits, FunctionHost, greatestLimits, type LogLine, type ToldEvent } from '@plinth/function-host';
import { outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { printable } from '../printable.ts';
import { readText } from '../processes/read-process.ts';
import type { Terminal } from '../terminal.ts';
import { readGrants } from './read-grants.ts';
import { throwAwayRecords } from './throw-away-records.ts';

/** Runs a function once and prints what came of it; with --json one document, also where it fails. */
export async function runFunction(session: Session, path: string): Promise<void> {
  const { terminal } = session;
  const source = await readText(session, path);
  const input = await givenJson(session, 'input');
  const given = readGrants(await givenJson(session, 'grants'));
  const limits = limitsOf(await givenJson(session, 'limits'));
  const host = new FunctionHost();
  try {
    const walls = await host.start();
    const name = basename(path).replace(/\.[cm]?tsx?$/, '');
    const told: JsonValue[] = [];
    const world = {
      grants: given.grants,
      events: async (_: RequestContext, event: ToldEvent) => {
        const id = uuidV7();
        told.push({ id, ...event });
        return id;
      },
      records: throwAwayRecords(given.data),
      secret: async (_: RequestContext, secret: string) => (Object.hasOwn(given.secrets, secret) ? (given.secrets[secret] ?? null) : null),
      sockets: outgoingSockets(readReachableHosts(given.hosts).hosts),
    };
    const outcome = await host
      .call(throwAwayContext(session.signal), { owner: 'run', name, source, limits }, input, world)
      .catch((error: unknown) => {
        if (terminal.json && error instanceof PlinthError) {
          const { logs = [], ...details } = error.details;
          terminal.out(JSON.stringify({ ok: false, error: { code: error.code, message: error.message, ...details }, logs, walls }));
        } else if (error instanceof PlinthError) {
          printLogs(terminal, (error.details.logs ?? []) as unknown as readonly LogLine[]);
        }
        throw error;
      });
    if (terminal.json) return terminal.out(JSON.stringify({ ok: true, ...outcome, told, walls }));
    printLogs(terminal, outcome.logs);
    terminal.out(printable(JSON.stringify(outcome.result, null, 2)));
    if (walls.missing.length > 0) terminal.note(`${terminal.style('yellow', 'missing walls')} ${walls.missing.join(', ')}`);
  } finally {
    await host.close();
  }
}

function printLogs(terminal: Terminal, logs: readonly LogLine[]): void {
  for (const { level, text, place } of logs) {
    terminal.note(`${terminal.style('dim', printable(place === null ? level : `${level} ${place}`))} ${printable(text)}`);
  }
}

function throwAwayContext(signal: AbortSignal): RequestContext {
  return {
    tenant: { id: uuidV7(), key: 'throw-away' },
    environment: { id: uuidV7(), key: 'throw-away' },
    actor: { ...anonymousActor, name: 'Whoever runs it' },
    trace: traceId(),
    locale: 'en',
    signal,
  };
}

async function givenJson(session: Session, option: string): Promise<JsonValue> {
  const text = textOption(session, option);
  if (text === null) return {};
  const json = text.startsWith('@') ? await readFile(resolve(session.workingFolder, text.slice(1)), 'utf8').catch(() => '') : text;
  try {
    return JSON.parse(json) as JsonValue;
  } catch {
    throw cliErrors.usage({ problem: `--${option} is no JSON.`, command: 'function' });
  }
}

function limitsOf(given: JsonValue): CallLimits {
  if (!isJsonObject(given)) throw cliErrors.usage({ problem: '--limits is no object.', command: 'function' });
  const limit = (name: keyof CallLimits): number => {
    const value = given[name] ?? defaultLimits[name];
    if (typeof value === 'number' && value > 0 && value <= greatestLimits[name]) return value;
    throw cliErrors.usage({ problem: `--limits: ${name} is a number up to ${greatestLimits[name]}.`, command: 'function' });
  };
  return { cpu: limit('cpu'), time: limit('time'), memory: limit('memory') };
}
