import { type Static, Type } from 'typebox';
import { Expression, Index, Key, Label, ReferenceTo, recordSchema } from './record-base.ts';

/** A name of DMN: unlike a key it may have spaces. */
const Name = Type.String({ minLength: 1, maxLength: 200 });
/** A type as DMN refers to it: `number`, `date`, or one of the model's own. */
const TypeReference = Type.String({ minLength: 1, maxLength: 200 });
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const closed = { additionalProperties: false } as const;

/** How what a table lacks or says twice is taken: it cannot be published, it is told, or it is meant so. */
const Finding = Type.Enum(['refuse', 'warn', 'allow']);

const table = Type.Object(
  {
    hitPolicy: Type.Enum(['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'RULE ORDER', 'OUTPUT ORDER', 'COLLECT'], { default: 'UNIQUE' }),
    aggregation: Type.Optional(Type.Enum(['SUM', 'COUNT', 'MIN', 'MAX'])),
    inputs: Type.Array(
      Type.Object(
        {
          label: Type.Optional(Label),
          expression: Expression,
          type: Type.Optional(TypeReference),
          /** Unary tests that every value passes. */
          allowed: Type.Optional(Expression),
        },
        closed,
      ),
    ),
    outputs: Type.Array(
      Type.Object(
        {
          /** Left out where the table has one output. */
          name: Type.Optional(Name),
          label: Type.Optional(Label),
          type: Type.Optional(TypeReference),
          /** Unary tests; for PRIORITY and OUTPUT ORDER in the order of priority. */
          allowed: Type.Optional(Expression),
          /** The result where no rule matches. */
          otherwise: Type.Optional(Expression),
        },
        closed,
      ),
      { minItems: 1 },
    ),
    /** Inputs for which no rule is there. */
    gaps: Type.Optional(Finding),
    /** Inputs for which two rules are there that the hit policy forbids. */
    overlaps: Type.Optional(Finding),
  },
  closed,
);

/** What a decision or a function does, in one of three forms; rules of a table are records of their own. */
const logic = {
  expression: Type.Optional(Expression),
  table: Type.Optional(table),
  /** Any other boxed expression of DMN, in the form of the rule processor. */
  boxed: Type.Optional(Type.Object({ kind: Type.String() }, { additionalProperties: true })),
};

/** Names of inputs, decisions and functions that it uses; those that its expressions name, where absent. */
const requires = Type.Optional(Type.Array(Name));

/** An item definition; `components` hold further ones by name. */
const ItemType = Type.Object(
  {
    type: Type.Optional(TypeReference),
    list: Type.Optional(Type.Boolean()),
    /** Unary tests that a value (an item of a list) passes. */
    allowed: Type.Optional(Expression),
    components: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  closed,
);

/** A DMN model whose decisions people and applications ask for. Its tables' rows are `rule` records. */
export const DecisionRecord = recordSchema('decision', {
  key: Key,
  label: Label,
  description: Type.Optional(Label),
  /** The decision of the model that gives the answer; the one called like the record where absent. */
  answer: Type.Optional(Name),
  /** Another version of that decision, for another time: whoever asks for that one gets this one in its time. */
  versionOf: Type.Optional(ReferenceTo('decision')),
  /** The first day on which it counts, and the first on which it does no more. */
  validFrom: Type.Optional(Day),
  validUntil: Type.Optional(Day),
  /** What happens with inputs that are missing or of a wrong type: refused with an error that lists each, or taken as null. */
  wrongInputs: Type.Union([Type.Literal('refuse'), Type.Literal('null')], { default: 'refuse' }),
  /** Own types by name. */
  types: Type.Record(Type.String(), ItemType, { default: {} }),
  inputs: Type.Record(Type.String(), Type.Object({ type: Type.Optional(TypeReference), label: Type.Optional(Label) }, closed), {
    default: {},
  }),
  decisions: Type.Record(
    Type.String(),
    Type.Object({ type: Type.Optional(TypeReference), question: Type.Optional(Label), requires, ...logic }, closed),
    { default: {} },
  ),
  /** Functions that decisions invoke (business knowledge models). */
  knowledge: Type.Record(
    Type.String(),
    Type.Object(
      {
        type: Type.Optional(TypeReference),
        parameters: Type.Array(Type.Object({ name: Name, type: Type.Optional(TypeReference) }, closed), { default: [] }),
        requires,
        ...logic,
      },
      closed,
    ),
    { default: {} },
  ),
  services: Type.Record(
    Type.String(),
    Type.Object(
      {
        type: Type.Optional(TypeReference),
        outputs: Type.Array(Name, { minItems: 1 }),
        encapsulated: Type.Optional(Type.Array(Name)),
        inputDecisions: Type.Optional(Type.Array(Name)),
        inputs: Type.Optional(Type.Array(Name)),
      },
      closed,
    ),
    { default: {} },
  ),
  /** The records that it can be asked about. */
  entity: Type.Optional(Type.String({ 'x-reference': 'entity', maxLength: 120 })),
  /** Paths over references and relations that come along with such a record: `account.district`, `account.dispositions`. */
  expand: Type.Array(Type.String({ maxLength: 200 }), { default: [] }),
  /** What its inputs are for such a record: input name to FEEL over its fields and what comes along. */
  inputsFrom: Type.Record(Type.String(), Expression, { default: {} }),
  /** Cases by name that are run whenever the definition is checked; values as JSON. */
  tests: Type.Record(
    Type.String(),
    Type.Object({ inputs: Type.Record(Type.String(), Type.Unknown()), expect: Type.Unknown(), on: Type.Optional(Day) }, closed),
    { default: {} },
  ),
});
export type DecisionRecord = Static<typeof DecisionRecord>;

/** A row of a decision table. */
export const RuleRecord = recordSchema('rule', {
  parent: ReferenceTo('decision'),
  index: Index,
  /** Name of the decision or function of the model whose table it stands in. */
  table: Name,
  key: Key,
  /** Unary tests, one for each input, then FEEL, one for each output. */
  cells: Type.Array(Expression),
  /** Why the rule is there; shown wherever it fires. */
  note: Type.Optional(Label),
});
export type RuleRecord = Static<typeof RuleRecord>;
