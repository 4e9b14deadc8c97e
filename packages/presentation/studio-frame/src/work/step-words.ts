import { type ActionBody, type Definition, type DefinitionRecord, nextStep, type RecordKind, recordTitle } from '@plinth/app-definition';
import { type Language, type TextLookup, textOf } from '@plinth/component-kit';

/** Something that somebody did, as its action keeps it. */
export interface Step {
  /** As it was called when it was done, in English. */
  readonly intent: string;
  readonly body: ActionBody;
  /** Whether the body is what takes the step back. */
  readonly isInverse: boolean;
}

type Verb = 'add' | 'remove' | 'move' | 'change';

interface Part {
  readonly verb: Verb;
  readonly id: string;
  /** Null where it is not there any more. */
  readonly record: DefinitionRecord | null;
  readonly property: string | null;
}

/**
 * What a step did, in the reader's language: its verb and what it is about follow from the action. In English, the words in which it
 * was done say more.
 */
export function stepWords(language: Language, definition: Definition, step: Step): string {
  if (!hasStepWords(language)) return step.intent;
  const parts = partsOf(definition, step.body, step.isInverse);
  const text = textOf(language);
  for (const verb of ['add', 'remove', 'change', 'move'] as const) {
    const own = topmost(parts.filter((part) => part.verb === verb));
    const [first] = own;
    if (first !== undefined) return sentence(text, first, new Set(own.map(({ id }) => id)).size - 1, own.length === 1);
  }
  return step.intent;
}

/** Whether steps are told by what they did, and not as they were called. */
export function hasStepWords({ locale }: Language): boolean {
  return !/^en\b/.test(locale);
}

/** What can be undone or redone next, in the reader's language; null where nothing can. */
export function nextWords(
  language: Language,
  replica: Parameters<typeof nextStep>[0],
  definition: Definition,
  which: 'undo' | 'redo',
): string | null {
  const step = nextStep(replica, which);
  return step === null ? null : stepWords(language, definition, { intent: step.intent, body: step.inverse, isInverse: which === 'undo' });
}

function partsOf(definition: Definition, body: ActionBody, isInverse: boolean): Part[] {
  const part = (verb: Verb, id: string, record?: DefinitionRecord, property: string | null = null): Part[] => [
    { verb, id, record: record ?? definition.records.get(id) ?? null, property },
  ];
  switch (body.type) {
    case 'BATCH':
      return body.payload.actions.flatMap((each) => partsOf(definition, each, isInverse));
    case 'RECORD_INSERT':
      return part(isInverse ? 'remove' : 'add', body.payload.record.id, body.payload.record);
    case 'RECORD_REMOVE':
      return part(isInverse ? 'add' : 'remove', body.payload.id, body.payload.expect);
    case 'RECORD_MOVE':
      return part('move', body.payload.id);
    case 'RECORD_UPDATE':
    case 'RECORD_TEXT':
      return part('change', body.payload.id, undefined, body.payload.path[0] ?? null);
    case 'RECORD_EXPECT':
      return [];
  }
}

/** What stands in something else that is told goes without saying. */
function topmost(parts: readonly Part[]): readonly Part[] {
  const told = new Set(parts.map(({ id }) => id));
  return parts.filter(({ verb, record }) => verb === 'change' || record === null || !('parent' in record) || !told.has(record.parent));
}

function sentence(text: TextLookup, { verb, record, property }: Part, others: number, isAlone: boolean): string {
  const one =
    record === null
      ? text('studio.did.something', 'something')
      : text('studio.did.what', '{kind} “{name}”', { kind: kindWords(text)[record.kind], name: recordTitle(record) });
  const what =
    others === 0 ? one : text('studio.did.more', '{what} and {count, plural, one {# more} other {# more}}', { what: one, count: others });
  const words = property === null || !isAlone ? undefined : propertyWords(text)[property];
  switch (verb) {
    case 'add':
      return text('studio.did.add', 'Add {what}', { what });
    case 'remove':
      return text('studio.did.remove', 'Remove {what}', { what });
    case 'move':
      return text('studio.did.move', 'Move {what}', { what });
    case 'change':
      return words === undefined
        ? text('studio.did.change', 'Change {what}', { what })
        : text('studio.did.changeOf', 'Change {property} of {what}', { property: words, what });
  }
}

/** What people call the kinds of records within a sentence. */
export function kindWords(text: TextLookup): Readonly<Record<RecordKind, string>> {
  return {
    app: text('studio.kindOf.app', 'application'),
    entity: text('studio.kindOf.entity', 'entity'),
    field: text('studio.kindOf.field', 'field'),
    relation: text('studio.kindOf.relation', 'relation'),
    index: text('studio.kindOf.index', 'index'),
    role: text('studio.kindOf.role', 'role'),
    permission: text('studio.kindOf.permission', 'permission'),
    'permission-test': text('studio.kindOf.permissionTest', 'permission test'),
    page: text('studio.kindOf.page', 'page'),
    query: text('studio.kindOf.query', 'query'),
    component: text('studio.kindOf.component', 'component'),
    decision: text('studio.kindOf.decision', 'decision'),
    rule: text('studio.kindOf.rule', 'rule'),
    process: text('studio.kindOf.process', 'process'),
    'process-node': text('studio.kindOf.processNode', 'element'),
    'process-flow': text('studio.kindOf.processFlow', 'flow'),
    function: text('studio.kindOf.function', 'function'),
    'event-type': text('studio.kindOf.eventType', 'type of event'),
    'external-action': text('studio.kindOf.externalAction', 'external action'),
    'external-trigger': text('studio.kindOf.externalTrigger', 'external trigger'),
    theme: text('studio.kindOf.theme', 'theme'),
    translation: text('studio.kindOf.translation', 'language'),
    import: text('studio.kindOf.import', 'import'),
    setting: text('studio.kindOf.setting', 'setting'),
  };
}

/** What people call properties within a sentence, where it says more than that something changed. */
function propertyWords(text: TextLookup): Readonly<Record<string, string | undefined>> {
  return {
    label: text('studio.propertyOf.label', 'the label'),
    key: text('studio.propertyOf.key', 'the key'),
    name: text('studio.propertyOf.name', 'the name'),
    description: text('studio.propertyOf.description', 'the description'),
    type: text('studio.propertyOf.type', 'the type'),
    default: text('studio.propertyOf.default', 'the default'),
    required: text('studio.propertyOf.required', 'whether it is required'),
    options: text('studio.propertyOf.options', 'the choices'),
    computed: text('studio.propertyOf.computed', 'the computation'),
    validations: text('studio.propertyOf.validations', 'the rules'),
    rowRule: text('studio.propertyOf.rowRule', 'the row rule'),
    operations: text('studio.propertyOf.operations', 'what is granted'),
    filter: text('studio.propertyOf.filter', 'the filter'),
    visible: text('studio.propertyOf.visible', 'when it is seen'),
    events: text('studio.propertyOf.events', 'what happens'),
    layout: text('studio.propertyOf.layout', 'the layout'),
    path: text('studio.propertyOf.path', 'the address'),
    messages: text('studio.propertyOf.messages', 'the texts'),
    content: text('studio.propertyOf.content', 'the XML'),
    document: text('studio.propertyOf.document', 'pools, lanes, notes and data'),
  };
}
