import { type Static, Type } from 'typebox';
import { Key, Label, recordSchema } from './record-base.ts';

const closed = { additionalProperties: false } as const;
/** A type of FEEL as text: `number`, `list<string>`, `context<name: string, amount: number>`. */
const TypeText = Type.String({ minLength: 1, maxLength: 2000 });
/** An origin of the web, `https://api.example.com`, or an address below which everything is meant. */
const Address = Type.String({ pattern: '^https?://[^\\s/?#@\\\\]+(/[^\\s?#\\\\]*)?$', maxLength: 500 });

const PackageName = Type.String({ maxLength: 214, pattern: '^(@[a-z0-9-~][a-z0-9-._~]*/)?[a-z0-9-~][a-z0-9-._~]*$' });
const ExactVersion = Type.String({ maxLength: 80, pattern: '^\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}(-[0-9A-Za-z.-]{1,60})?$' });

/** A call with what must come of it; what a function asks the world for is not there in a test case. */
const FunctionTest = Type.Object(
  {
    input: Type.Record(Type.String(), Type.Unknown(), { default: {} }),
    expect: Type.Optional(Type.Unknown()),
    /** A part of the message where it must fail. */
    fails: Type.Optional(Type.String({ maxLength: 500 })),
  },
  closed,
);

/** Code of professionals: a TypeScript module whose default export is called with an input and gives a result. */
export const FunctionRecord = recordSchema('function', {
  key: Key,
  label: Label,
  description: Type.Optional(Label),
  /** TypeScript. */
  source: Type.String({ maxLength: 200_000 }),
  /** Name to type of what it takes; further ones are refused. Anything is taken where absent. */
  input: Type.Optional(Type.Record(Key, TypeText)),
  /** Type of what it gives; anything where absent. */
  result: Type.Optional(TypeText),
  /** What it may do outside of itself; nothing where absent. */
  grants: Type.Optional(
    Type.Object(
      {
        /** Entity key to operations, within what the caller may do. */
        records: Type.Optional(Type.Record(Type.String({ maxLength: 120 }), Type.Array(Type.Enum(['read', 'create', 'update', 'delete'])))),
        /** Where it may send requests. */
        fetch: Type.Optional(Type.Array(Address, { maxItems: 100 })),
        /** Name of a secret of the environment to the address that alone it is sent to. */
        secrets: Type.Optional(Type.Record(Key, Address)),
        /** Connection of the environment to the actions of it that are called. */
        connections: Type.Optional(Type.Record(Key, Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 200 }))),
        /** Types of events that it may tell, within what whoever calls it may tell. */
        events: Type.Optional(Type.Array(Key, { maxItems: 100 })),
      },
      closed,
    ),
  ),
  /** What calls it by itself, as Plinth: with `event` when one of a type is told, with `due` when a time comes. */
  startedBy: Type.Optional(
    Type.Object(
      {
        /** Types of events. */
        events: Type.Optional(Type.Array(Key, { maxItems: 50 })),
        /** Cron or ISO 8601 (`R/PT1H`) in a zone of the IANA; UTC where absent. */
        schedule: Type.Optional(
          Type.Object(
            { at: Type.String({ minLength: 1, maxLength: 200 }), zone: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) },
            closed,
          ),
        ),
      },
      closed,
    ),
  ),
  /** Milliseconds of processor time and from beginning to end, megabytes of memory; usual ones where absent. */
  limits: Type.Optional(
    Type.Object(
      {
        cpu: Type.Optional(Type.Integer({ minimum: 10, maximum: 30_000 })),
        time: Type.Optional(Type.Integer({ minimum: 10, maximum: 120_000 })),
        memory: Type.Optional(Type.Integer({ minimum: 16, maximum: 256 })),
      },
      closed,
    ),
  ),
  /** Packages of npm that it imports: name to exact version. */
  packages: Type.Optional(Type.Record(PackageName, ExactVersion)),
  /** `name@version` of these and of all that they need, with what their archives are known by. Made by the platform. */
  lock: Type.Optional(
    Type.Record(
      Type.String({ maxLength: 300 }),
      Type.Object(
        {
          integrity: Type.String({ pattern: '^sha512-[A-Za-z0-9+/]{86}==$' }),
          license: Type.String({ maxLength: 200 }),
          dependencies: Type.Record(PackageName, ExactVersion),
        },
        closed,
      ),
    ),
  ),
  /** Test cases by name. */
  tests: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), FunctionTest)),
});
export type FunctionRecord = Static<typeof FunctionRecord>;
