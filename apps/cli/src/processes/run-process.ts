import { basename, dirname, resolve } from 'node:path';
import type { FeelContext, FeelValue } from '@plinth/expression';
import type { JsonValue } from '@plinth/foundation';
import { validateProcess } from '@plinth/process-model';
import {
  fromStored,
  type Outcome,
  processErrors,
  readScript,
  type Script,
  type StoredVariables,
  simulate,
  type TraceLine,
} from '@plinth/workflow-engine';
import { type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { DecisionEvaluator } from '../evaluation/evaluate-decision.ts';
import { givenContext } from '../evaluation/evaluation-options.ts';
import { toExactJson } from '../evaluation/exact-json.ts';
import { contextIn } from '../evaluation/read-context.ts';
import { columns } from '../terminal.ts';
import { readProcess, readText } from './read-process.ts';

/** Runs a BPMN file in a simulated world and prints what happened: with --json a JSON object a line, the outcomes last. */
export async function runProcess(session: Session, path: string): Promise<void> {
  const { terminal } = session;
  const read = await readProcess(session, path);
  const errors = validateProcess(read).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const violations = errors.map(({ element, message }) => ({ path: element, message }));
    throw cliErrors.invalidProcess({ file: path, count: errors.length }, { details: { violations } });
  }
  const script = await givenScript(session);
  const variables = contextIn(await givenContext(session, 'variables'));
  const { trace, outcomes } = simulate(read.model, script, variables, { decide: decisionsBeside(session, path) });
  if (terminal.json) {
    for (const line of trace) terminal.out(JSON.stringify(traceJson(line)));
    for (const outcome of outcomes) terminal.out(JSON.stringify(outcomeJson(outcome)));
    return;
  }
  terminal.out(columns(['time', 'event', 'element', 'type', 'round', 'variables'], trace.map(row)));
  for (const { instance, process, status, waiting, incidents } of outcomes) {
    terminal.out(`${process} ${instance}: ${status}`);
    for (const wait of waiting) terminal.out(`  ${wait.element} waits for ${wait.for}`);
    for (const { element, code, message } of incidents) terminal.out(`  ${element} has an incident, ${code}: ${message}`);
  }
}

async function givenScript(session: Session): Promise<Script> {
  const path = textOption(session, 'script');
  const json = path === null ? {} : parseJson(await readText(session, path));
  const script = readScript(json);
  return { ...script, process: textOption(session, 'process') ?? script.process };
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    throw processErrors.invalidScript({ place: 'the script', problem: `is no JSON (${reason})` }, { cause: error });
  }
}

/** `loans.dmn#Rate` asks that decision of the file beside; any other decision is work for the script. */
function decisionsBeside(session: Session, path: string): (decision: string, variables: FeelContext) => FeelValue | undefined {
  const evaluator = new DecisionEvaluator({
    folder: dirname(resolve(session.workingFolder, path)),
    lenient: false,
    explain: false,
  });
  return (decision, context) => {
    const [file = '', name] = decision.split('#');
    if (!file.endsWith('.dmn')) return undefined;
    return evaluator.evaluate({ file: basename(file), decision: name ?? null, inputs: { kind: 'feel', context } }).value;
  };
}

/** Values with every digit, dates and times as FEEL writes them. */
function exact(variables: StoredVariables) {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, toExactJson(fromStored(value))]));
}

function traceJson(line: TraceLine): object {
  return 'variables' in line ? { ...line, variables: exact(line.variables) } : line;
}

function outcomeJson(outcome: Outcome): object {
  return { event: 'outcome', ...outcome, variables: exact(outcome.variables) };
}

function row(line: TraceLine): string[] {
  if (line.event === 'refused') return [line.time, line.event, `step ${line.step}`, '', '', line.message];
  if (line.event === 'sent') return [line.time, line.event, line.element, line.kind, '', line.name];
  const { time, event, element, type, round, variables, incident } = line;
  const said = incident?.message ?? (Object.keys(variables).length === 0 ? '' : JSON.stringify(exact(variables)));
  return [time, event, element, type, round === null ? '' : String(round), said];
}
