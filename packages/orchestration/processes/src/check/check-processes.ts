import {
  type Definition,
  type DefinitionViolation,
  decisionsOf,
  entitiesOf,
  eventTypesOf,
  externalActionsOf,
  functionsOf,
  pageByKey,
  processesOf,
  type RecordOf,
  settingsOf,
  violationOf,
} from '@plinth/app-definition';
import { unwritableFields } from '@plinth/definition-expressions';
import { nearestName, PlinthError } from '@plinth/foundation';
import { type BpmnDocument, type Finding, nodesOf, type ProcessModel, validateProcess } from '@plinth/process-model';
import { partsOf } from '../bpmn-of.ts';
import { callableElsewhere, modelOf, readProcess } from '../models-of.ts';
import { runProcessTests } from './run-process-tests.ts';

/** What is found about a process: what keeps it from being run, and what runs otherwise than meant perhaps. */
export interface CheckedProcess {
  readonly violations: readonly DefinitionViolation[];
  readonly warnings: readonly DefinitionViolation[];
}

/** Everything that keeps the processes of a definition from being published, each by its record; test cases are run where nothing else is wrong. */
export function checkProcesses(definition: Definition): DefinitionViolation[] {
  const found = processesOf(definition).flatMap((process) => {
    const { violations } = checkProcess(definition, process);
    return violations.length > 0 ? violations : failedTests(definition, process);
  });
  return [...found, ...sharedWebhooks(definition)];
}

/** Webhooks of one name, of which one alone could be started. */
function sharedWebhooks(definition: Definition): DefinitionViolation[] {
  const known = new Map<string, string>();
  return processesOf(definition).flatMap(({ id, key }) =>
    partsOf(definition, id).nodes.flatMap((node) => {
      const webhook = node.attributes['plinth:webhook'];
      const owner = webhook === undefined ? undefined : known.get(webhook);
      if (webhook !== undefined && owner === undefined) known.set(webhook, `${key}/${node.key}`);
      return owner === undefined
        ? []
        : [
            violationOf(
              node,
              'process',
              ['attributes', 'plinth:webhook'],
              `${owner} has the webhook ${webhook} already`,
              'Give it another name.',
            ),
          ];
    }),
  );
}

/** What is wrong with one process. */
export function checkProcess(definition: Definition, process: RecordOf<'process'>): CheckedProcess {
  let read: BpmnDocument;
  try {
    read = readProcess(definition, process.key);
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return { violations: [violationOf(process, 'process', ['document'], error.message, error.hint)], warnings: [] };
  }
  const elsewhere = callsAway(read.model) ? callableElsewhere(definition, process.key).keys() : [];
  const { nodes, flows } = partsOf(definition, process.id);
  const records = new Map([...flows, ...nodes].map((each) => [each.key, each]));
  const violation = ({ element, message }: Finding) => violationOf(records.get(element) ?? process, 'process', [], message);
  const settings = settingsOf(definition).filter(({ secret }) => !secret);
  const findings = validateProcess(
    read,
    elsewhere,
    settings.map(({ key }) => key),
  );
  return {
    violations: [
      ...findings.filter(({ severity }) => severity === 'error').map(violation),
      ...nodes.flatMap((node) => missingNames(definition, node)),
      ...unwritableFields(definition, nodes),
    ],
    warnings: findings.filter(({ severity }) => severity === 'warning').map(violation),
  };
}

/** Whether anything calls what is not in its own document. */
function callsAway(model: ProcessModel): boolean {
  const own = new Set([...model.processes, ...model.globalTasks].map(({ id }) => id));
  return model.processes.some((process) =>
    [...nodesOf(process)].some(({ node }) => node.type === 'callActivity' && node.called !== null && !own.has(node.called)),
  );
}

/** What a service task does that it names by a key. */
interface Doing {
  readonly attribute: string;
  readonly what: string;
  all(definition: Definition): readonly { readonly key: string }[];
}

const records: Doing = { attribute: 'plinth:entity', what: 'entity', all: entitiesOf };
const doings: Readonly<Record<string, Doing>> = {
  'function.call': { attribute: 'plinth:function', what: 'function', all: functionsOf },
  'record.read': records,
  'record.create': records,
  'record.update': records,
  'record.delete': records,
  'event.emit': { attribute: 'plinth:event', what: 'type of event', all: eventTypesOf },
  'action.ask': { attribute: 'plinth:action', what: 'external action', all: externalActionsOf },
};

/** Decisions, functions, external actions and pages that a node names and that are not there. A decision of a DMN file is for whoever runs the file beside it. */
function missingNames(definition: Definition, node: RecordOf<'process-node'>): DefinitionViolation[] {
  const decision = node.attributes['plinth:decision'];
  const page = node.attributes['plinth:page'];
  const does = node.attributes['plinth:does'] ?? '';
  const doing = Object.hasOwn(doings, does) ? doings[does] : undefined;
  const called = doing === undefined ? null : (node.attributes[doing.attribute] ?? '');
  const keys = decisionsOf(definition).map(({ key }) => key);
  const callable = doing === undefined ? [] : doing.all(definition).map(({ key }) => key);
  // What is written in FEEL is known when it runs, and what a module has when the application is put together.
  const isKnownLater = called?.startsWith('=') === true || (doing === records && called?.includes('.') === true);
  const hint = (name: string, known: readonly string[]) => {
    const nearest = nearestName(name, known);
    return nearest === null ? 'Choose another one.' : `Did you mean ${nearest}?`;
  };
  return [
    ...(decision === undefined || keys.includes(decision)
      ? []
      : [violationOf(node, 'reference', ['attributes', 'plinth:decision'], `there is no decision ${decision}`, hint(decision, keys))]),
    ...(doing === undefined || called === null || isKnownLater || callable.includes(called)
      ? []
      : [violationOf(node, 'reference', ['attributes', doing.attribute], `there is no ${doing.what} ${called}`, hint(called, callable))]),
    ...(page === undefined || pageByKey(definition, page) !== null
      ? []
      : [violationOf(node, 'reference', ['attributes', 'plinth:page'], `there is no page ${page}`, 'Choose another one.')]),
  ];
}

function failedTests(definition: Definition, process: RecordOf<'process'>): DefinitionViolation[] {
  if (process.tests === undefined) return [];
  return runProcessTests(definition, modelOf(definition, process.key), process.tests)
    .filter(({ passed }) => !passed)
    .map(({ test, problems }) =>
      violationOf(
        process,
        'process',
        ['tests', test],
        `the test case ${test} fails: ${problems.join('; ')}`,
        'Correct the process or the test case.',
      ),
    );
}
