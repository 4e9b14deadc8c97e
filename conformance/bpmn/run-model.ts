import { readFileSync } from 'node:fs';
import { fromJson, isContext, toJson, types } from '@plinth/expression';
import type { JsonObject, JsonValue } from '@plinth/foundation';
import { readBpmn, validateProcess } from '@plinth/process-model';
import { fromStored, readScript, simulate, type TraceLine } from '@plinth/workflow-engine';
import { parse } from 'yaml';
import { matchTrace, parseTrace } from './trace-pattern.ts';

/** What the standard demands of a model, as a file beside it says it. */
export interface Demand {
  readonly title: string;
  /** Of BPMN 2.0.2. */
  readonly section: string;
  readonly variables?: JsonObject;
  readonly script?: JsonObject;
  readonly trace: string;
  readonly status: string;
  /** Elements that wait in the end. */
  readonly waiting?: readonly string[];
  /** Codes of incidents in the end. */
  readonly incidents?: readonly string[];
  /** Variables in the end. */
  readonly result?: JsonObject;
  /** Names of messages and signals that were sent. */
  readonly sent?: readonly string[];
}

export function readDemand(path: string): Demand {
  return parse(readFileSync(`${path}.yaml`, 'utf8')) as Demand;
}

const signs = { entered: '+', completed: '-', cancelled: '~', incident: '!', resolved: '^' } as const;

/** Runs a model and says what differs from what is demanded; nothing where all is as it must be. `changed` may change the document before. */
export function differences(path: string, demand: Demand, changed = (text: string) => text): string[] {
  const read = readBpmn(changed(readFileSync(`${path}.bpmn`, 'utf8')));
  const wrong = validateProcess(read).filter(({ severity }) => severity === 'error');
  if (wrong.length > 0) return wrong.map(({ element, message }) => `${element}: ${message}`);
  const variables = fromJson(types.any, demand.variables ?? {});
  const { trace, outcomes } = simulate(read.model, readScript(demand.script ?? {}), isContext(variables) ? variables : {});
  const found: string[] = [];
  const compare = (what: string, actual: JsonValue | undefined, demanded: JsonValue | undefined) => {
    if (demanded !== undefined && JSON.stringify(actual) !== JSON.stringify(demanded))
      found.push(`${what} ${JSON.stringify(actual)} instead of ${JSON.stringify(demanded)}`);
  };
  const events = trace.flatMap(eventOf);
  const { matched, isComplete } = matchTrace(parseTrace(demand.trace), events);
  if (!isComplete)
    found.push(
      `trace "${events.slice(0, matched).join(' ')} ⟂ ${events.slice(matched, matched + 20).join(' ')}" instead of "${demand.trace}"`,
    );
  const [first] = outcomes;
  compare('status', first?.status, demand.status);
  compare(
    'waiting',
    first?.waiting.map(({ element }) => element).sort(),
    demand.waiting?.toSorted() ?? (demand.status === 'active' ? undefined : []),
  );
  compare(
    'incidents',
    first?.incidents.map(({ code }) => code),
    demand.incidents ?? [],
  );
  const result = Object.entries(first?.variables ?? {}).map(([name, value]): [string, JsonValue] => [name, toJson(fromStored(value))]);
  compare('result', sorted(Object.fromEntries(result)), demand.result === undefined ? undefined : sorted(demand.result));
  compare(
    'sent',
    trace.flatMap((line) => (line.event === 'sent' ? [line.name] : [])),
    demand.sent,
  );
  return found;
}

function sorted(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The process itself begins and ends with every instance: only its incidents are of interest. */
function eventOf(line: TraceLine): string[] {
  if (line.event === 'sent' || line.event === 'refused') return [];
  if (line.type === 'process' && line.event !== 'incident') return [];
  return [`${signs[line.event]}${line.element}${line.round === null ? '' : `#${line.round}`}`];
}
