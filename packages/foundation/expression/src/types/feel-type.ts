/** A static type of FEEL (DMN 1.5 §10.3.2.9). `any` fits everywhere and says nothing. */
export type FeelType =
  | {
      readonly kind:
        | 'any'
        | 'null'
        | 'boolean'
        | 'number'
        | 'string'
        | 'date'
        | 'time'
        | 'date and time'
        | 'days and time duration'
        | 'years and months duration';
    }
  | { readonly kind: 'list'; readonly item: FeelType }
  | { readonly kind: 'range'; readonly of: FeelType }
  | ContextType
  | FunctionType;

export interface ContextType {
  readonly kind: 'context';
  readonly entries: Readonly<Record<string, FeelType>>;
  /** Whether further entries may be there; asking for one is then no error. */
  readonly open: boolean;
  /** Whether who gives such a context may leave entries out. */
  readonly partial?: boolean;
  /** Name of an entity or of another declared thing, for messages. */
  readonly name?: string;
  /** Whether all names in it, however deep, are single words, so that nobody need look for others. */
  readonly plain?: boolean;
  /** What an entry means, where whoever declared it says so; it changes nothing of the type. */
  readonly meaningOf?: (name: string) => NameMeaning | undefined;
}

/** What a name means to people, for editors. */
export interface NameMeaning {
  readonly label?: string | undefined;
  readonly documentation?: string | undefined;
  /** Who declares it, as the caller calls things: an id of a definition. */
  readonly declaredBy?: string | undefined;
  /** The only values it has, where they are few. */
  readonly values?: readonly { readonly value: string; readonly label: string }[] | undefined;
}

export interface FunctionType {
  readonly kind: 'function';
  readonly parameters: readonly { readonly name: string; readonly type: FeelType }[];
  readonly result: FeelType;
}

/** The types without parameters. */
export const types = {
  any: { kind: 'any' },
  null: { kind: 'null' },
  boolean: { kind: 'boolean' },
  number: { kind: 'number' },
  string: { kind: 'string' },
  date: { kind: 'date' },
  time: { kind: 'time' },
  dateTime: { kind: 'date and time' },
  daysDuration: { kind: 'days and time duration' },
  yearsDuration: { kind: 'years and months duration' },
} as const satisfies Record<string, FeelType>;

export function listOf(item: FeelType): FeelType {
  return { kind: 'list', item };
}

export function rangeOf(of: FeelType): FeelType {
  return { kind: 'range', of };
}

/** A context with just these entries; with `open`, others may be there too. */
export function contextType(
  entries: Readonly<Record<string, FeelType>>,
  { open = false, ...options }: { readonly open?: boolean } & Pick<ContextType, 'name' | 'plain' | 'meaningOf'> = {},
): ContextType {
  return { kind: 'context', entries, open, ...options };
}

/** Whether a value of one type may stand where the other is wanted (DMN 1.5 §10.3.2.9.1); null fits everywhere. */
export function conforms(type: FeelType, wanted: FeelType): boolean {
  if (type === wanted || type.kind === 'any' || wanted.kind === 'any' || type.kind === 'null') return true;
  if (type.kind !== wanted.kind) return false;
  if (type.kind === 'list' && wanted.kind === 'list') return conforms(type.item, wanted.item);
  if (type.kind === 'range' && wanted.kind === 'range') return conforms(type.of, wanted.of);
  if (type.kind === 'context' && wanted.kind === 'context') return contextConforms(type, wanted);
  return true;
}

function contextConforms(type: ContextType, wanted: ContextType): boolean {
  // Declared things may refer to themselves, so they are compared by name.
  if (type.name !== undefined && wanted.name !== undefined) return type.name === wanted.name;
  return Object.entries(wanted.entries).every(([name, entry]) => {
    const own = Object.hasOwn(type.entries, name) ? type.entries[name] : undefined;
    return own === undefined ? type.open || wanted.partial === true : conforms(own, entry);
  });
}

/** The type of either of two values. */
export function unionOf(a: FeelType, b: FeelType): FeelType {
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (conforms(a, b) && a.kind !== 'any') return b;
  if (conforms(b, a) && b.kind !== 'any') return a;
  return types.any;
}

export function isDuration(type: FeelType): boolean {
  return type.kind === 'days and time duration' || type.kind === 'years and months duration';
}

/** Whether two values of the types can ever be compared. */
export function comparable(a: FeelType, b: FeelType): boolean {
  return conforms(a, b) || conforms(b, a);
}

/** The type as FEEL writes it: `context<name: string, tags: list<string>>`. */
export function printType(type: FeelType): string {
  switch (type.kind) {
    case 'list':
      return `list<${printType(type.item)}>`;
    case 'range':
      return `range<${printType(type.of)}>`;
    case 'context': {
      if (type.name !== undefined) return type.name;
      const entries = Object.entries(type.entries).map(([name, entry]) => `${name}: ${printType(entry)}`);
      if (entries.length === 0) return 'context';
      return `context<${[...entries, ...(type.open ? ['...'] : [])].join(', ')}>`;
    }
    case 'function':
      return `function<${type.parameters.map((parameter) => printType(parameter.type)).join(', ')}> -> ${printType(type.result)}`;
    default:
      return type.kind;
  }
}
