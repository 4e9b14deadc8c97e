import {
  ByteStream,
  type DecisionRowAnswer,
  type DecisionRunOperation,
  downloadDecisionRun,
  evaluateDecision,
  evaluateDecisionMany,
  getDecision,
  implement,
  listDecisions,
  type Operation,
  startDecisionRun,
  testDecision,
} from '@plinth/api-contract';
import { type Definition, type RecordOf, settingsOf } from '@plinth/app-definition';
import type { AppHost, AskableDecision, AskOptions, PlannedDecision } from '@plinth/app-host';
import { compileVersion, rulesByTable, runTests, type TableFinding, tableFindings } from '@plinth/decision-model';
import { foundationErrors, PlinthError, type RequestContext, toProblem, uuidV7 } from '@plinth/foundation';
import { catalogueFor } from '@plinth/foundation/error-words';
import type { LongOperations } from '@plinth/long-operations';
import { type Permissions, personalPermissions, RecordReader } from '@plinth/record-store';
import { decisionsErrors } from '../errors.ts';
import { recordInputs } from '../records/record-inputs.ts';
import { prepareRun, type RunDependencies, type RunRequest, runWork } from '../records/run-work.ts';
import { summaryOf } from './describe-decision.ts';

export interface DecisionDependencies extends RunDependencies {
  readonly host: Pick<AppHost, 'decision' | 'decisions'>;
  readonly longOperations: LongOperations;
}

/** Rows that are answered before others get their turn. */
const rowsAtOnce = 50;

/** Decisions over the API. */
export function decisionOperations(dependencies: DecisionDependencies): readonly Operation[] {
  const { database, storage, host, longOperations } = dependencies;
  const reader = new RecordReader(database);
  const work = runWork(dependencies);
  longOperations.register(work);
  return [
    implement(listDecisions, async (context, _input, { application }) => {
      const askable = await host.decisions(context, application);
      return { items: askable.map(({ decision, definition }) => summaryOf(definition, decision)) };
    }),
    implement(getDecision, async (context, { decision: key, on }, { application }) => {
      const { decision, definition } = await host.decision(context, application, key);
      const record = decision.inForce(on);
      return {
        ...summaryOf(definition, decision),
        version: record.key,
        tables: [...decision.tables(on)],
        findings: findingsOf(definition, record).map(({ table, violation }) => ({
          table,
          message: violation.message,
          hint: violation.hint ?? null,
        })),
      };
    }),
    implement(evaluateDecision, async (context, { decision: key, inputs, record, on, explain = false }, { application }) => {
      const askable = await host.decision(context, application, key);
      const options: AskOptions = { on, explain };
      if ((inputs === undefined) === (record === undefined)) throw decisionsErrors.inputsOrRecord();
      if (record === undefined) return askable.decision.ask(inputs ?? {}, options);
      const permissions = await personalPermissions(context, database, askable.model);
      return askAbout(context, reader, askable, permissions, record, options);
    }),
    implement(evaluateDecisionMany, async (context, { decision: key, rows, on }, { application }) => {
      const { decision } = await host.decision(context, application, key);
      decision.inForce(on);
      const answers: DecisionRowAnswer[] = [];
      for (const [at, row] of rows.entries()) {
        if (at % rowsAtOnce === 0) await new Promise(setImmediate);
        if (context.signal.aborted) throw foundationErrors.cancelled();
        answers.push(answerTo(context, decision, row, { on }));
      }
      return { answers };
    }),
    implement(startDecisionRun, async (context, { wait, ...request }, { application }) => {
      // What is wrong with the request is said at once, not by the operation.
      const run = await prepareRun(context, host, application, request as RunRequest);
      const { model } = run.askable;
      const scope = { model, permissions: await personalPermissions(context, database, model) };
      const { count } = await reader.list(context, scope, run.inputs.entity, { filter: request.filter, limit: 1, count: true });
      const begin = { id: uuidV7(), application, input: JSON.parse(JSON.stringify(request)), total: count };
      return (await longOperations.begin(context, work, begin, wait)) as DecisionRunOperation;
    }),
    implement(downloadDecisionRun, async (context, { decision: key, operation }, { application }) => {
      // The right to the answers ends with the right to ask.
      await host.decision(context, application, key);
      const found = (await longOperations.get(context, application, operation)) as DecisionRunOperation;
      if (found.operation !== startDecisionRun.id || found.result === null) throw decisionsErrors.notReady({ status: found.status });
      const { mediaType, fileName, size } = found.result;
      const bytes = (async function* () {
        yield* (await storage.get(context, found.id)).stream as AsyncIterable<Uint8Array>;
      })();
      return new ByteStream(mediaType, fileName, bytes, { length: size });
    }),
    implement(testDecision, async (context, { decision: key }, { application }) => {
      const { decision, definition } = await host.decision(context, application, key);
      const { record } = decision;
      const tests = runTests(compileVersion(record, rulesByTable(definition, record), settingsOf(definition)));
      const passed = tests.filter((test) => test.passed).length;
      return {
        passed,
        failed: tests.length - passed,
        tests: tests.map((test) => ({ ...test, differences: [...test.differences], problems: [...test.problems] })),
      };
    }),
  ];
}

/** Asks about a record as the caller may see it: fields that are hidden from them are null. */
async function askAbout(
  context: RequestContext,
  reader: RecordReader,
  { decision, definition, model }: AskableDecision,
  permissions: Permissions,
  id: string,
  options: AskOptions,
) {
  const inputs = recordInputs(definition, model, decision.record, decision.inputs);
  const { text } = await reader.get(context, { model, permissions }, inputs.entity, id, { expand: inputs.expand });
  return decision.askTyped(inputs.inputsOf(inputs.read(JSON.parse(text))), options);
}

function answerTo(
  { trace, locale }: RequestContext,
  decision: PlannedDecision,
  row: Readonly<Record<string, unknown>>,
  options: AskOptions,
): DecisionRowAnswer {
  try {
    const { result, reasons, version } = decision.ask(row, options);
    return { result, reasons: [...reasons], version };
  } catch (error) {
    if (!(error instanceof PlinthError) || error.fault !== 'caller') throw error;
    return { problem: { ...toProblem(error, trace, catalogueFor([locale])) } };
  }
}

const findings = new WeakMap<RecordOf<'decision'>, readonly TableFinding[]>();

/** What the analysis finds in a decision of a release; found once, for a release stays as it is. */
function findingsOf(definition: Definition, record: RecordOf<'decision'>): readonly TableFinding[] {
  let known = findings.get(record);
  if (known === undefined) {
    const rules = rulesByTable(definition, record);
    known = tableFindings(compileVersion(record, rules, settingsOf(definition)), rules);
    findings.set(record, known);
  }
  return known;
}
