import type { TSchema } from 'typebox';
import { type Definition, definitionOf, withDefaults } from '../definition.ts';
import { type DefinitionRecord, type RecordKind, recordKinds, referenceSites } from '../kinds/record-kinds.ts';
import { foreignEntity } from '../validation/check-references.ts';
import { derivedId } from './derived-id.ts';
import type { FileProblem } from './file-problem.ts';
import type { Steps, TextPlace, YamlSource } from './yaml-source.ts';

/** A record as it stands in a file: references are still keys, its id may be missing. */
export interface Draft {
  readonly kind: RecordKind;
  /** The id somebody wrote. */
  readonly id: unknown;
  /** Key path from which the id is made otherwise. */
  readonly path: readonly string[];
  readonly parent: Draft | null;
  readonly values: Readonly<Record<string, unknown>>;
  readonly source: YamlSource;
  /** Where it stands in its file. */
  readonly steps: Steps;
  /** Properties that stand elsewhere than under their own name. */
  readonly places?: Readonly<Record<string, Steps>>;
}

/** Collects what the files say and turns it into records with ids. */
export class Drafts {
  readonly problems: FileProblem[] = [];
  readonly #drafts: Draft[] = [];
  readonly #ids = new Map<Draft, string>();
  readonly #byId = new Map<string, Draft>();
  readonly #byName = new Map<string, string>();

  add(draft: Draft): Draft {
    this.#drafts.push(draft);
    return draft;
  }

  report(source: YamlSource, steps: Steps, message: string, hint?: string): void {
    const place = source.locate(steps);
    this.problems.push({ file: source.file, ...place, rule: 'schema', message, ...(hint === undefined ? {} : { hint }) });
  }

  /** The records; `indexOf` gives the place of those that have one. */
  toDefinition(indexOf: (draft: Draft, id: string) => string | undefined): Definition {
    this.#assignIds();
    const records = this.#drafts.map((draft) => this.#toRecord(draft, indexOf));
    return definitionOf(records);
  }

  /** Ids are known once {@link toDefinition} runs; siblings are placed with them. */
  idOf(draft: Draft): string {
    return this.#ids.get(draft) ?? '';
  }

  all(): readonly Draft[] {
    return this.#drafts;
  }

  /** File, line and column of a place in a record. */
  locate(recordId: string, steps: Steps, within?: TextPlace): (TextPlace & { readonly file: string }) | null {
    const draft = this.#byId.get(recordId);
    if (draft === undefined) return null;
    const [property, ...rest] = steps;
    const moved = property === undefined ? [] : (draft.places?.[property] ?? [property]);
    return { file: draft.source.file, ...draft.source.locate([...draft.steps, ...moved, ...rest], within) };
  }

  #assignIds(): void {
    for (const draft of this.#drafts) {
      if (draft.id === undefined) continue;
      const id = String(draft.id);
      if (this.#byId.has(id))
        this.report(draft.source, [...draft.steps, 'id'], `the id ${id} is used twice`, 'Remove one of the id lines.');
      else this.#claim(draft, id);
    }
    for (const draft of this.#drafts) {
      if (this.#ids.has(draft)) continue;
      const plain = draft.kind === 'app' ? 'app' : derivedId(draft.kind, ...draft.path);
      let id = plain;
      for (let next = 2; this.#byId.has(id); next++) id = `${plain.slice(0, 110)}~${next}`;
      this.#claim(draft, id);
    }
    for (const draft of this.#drafts) {
      const name = scopedName(draft.kind, draft.parent === null ? '' : this.idOf(draft.parent), draft.values.key);
      if (name !== null && !this.#byName.has(name)) this.#byName.set(name, this.idOf(draft));
    }
  }

  #claim(draft: Draft, id: string): void {
    this.#ids.set(draft, id);
    this.#byId.set(id, draft);
  }

  #toRecord(draft: Draft, indexOf: (draft: Draft, id: string) => string | undefined): DefinitionRecord {
    const id = this.idOf(draft);
    const record: Record<string, unknown> = { id, kind: draft.kind };
    if (draft.parent !== null) record.parent = this.idOf(draft.parent);
    const index = indexOf(draft, id);
    if (index !== undefined) record.index = index;
    const properties = recordKinds[draft.kind].properties as Readonly<Record<string, TSchema>>;
    for (const [name, value] of Object.entries(draft.values)) {
      if (value === undefined) continue;
      const place = draft.places?.[name] ?? [name];
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
      record[name] = schema === undefined ? value : asWritten(schema, value, draft.source, [...draft.steps, ...place]);
    }
    this.#resolveReferences(draft.kind, record);
    return withDefaults(record as { kind: RecordKind; id: string });
  }

  /** Entities first: what a field's key means depends on them. */
  #resolveReferences(kind: RecordKind, record: Record<string, unknown>): void {
    const sites = [...referenceSites[kind]].sort((a, b) => Number(a.of !== undefined) - Number(b.of !== undefined));
    for (const site of sites) {
      if (site.property === 'parent') continue;
      const owner = site.of === undefined ? undefined : String(record[site.of]);
      const resolve = (key: unknown) => (typeof key === 'string' ? this.#idByKey(site.kinds, owner, key) : key);
      const value = record[site.property];
      if (Array.isArray(value)) record[site.property] = value.map(resolve);
      else if (value !== undefined) record[site.property] = resolve(value);
    }
  }

  /** Of several kinds the first that has the key; of none, the id that one of the first kind would have. */
  #idByKey(kinds: readonly RecordKind[], owner: string | undefined, key: string): string {
    const [first = 'entity'] = kinds;
    if (first === 'entity' && foreignEntity(key) !== null) return key;
    if (owner !== undefined && foreignEntity(owner) !== null) return key;
    for (const kind of kinds) {
      const id = this.#byName.get(scopedName(kind, owner ?? '', key) ?? '');
      if (id !== undefined) return id;
    }
    const ownerKey = owner === undefined ? undefined : this.#byId.get(owner)?.values.key;
    return derivedId(first, ...(ownerKey === undefined ? [] : [String(ownerKey)]), key);
  }
}

function scopedName(kind: RecordKind, owner: string, key: unknown): string | null {
  return typeof key === 'string' ? `${kind} ${owner} ${key}` : null;
}

interface Shape {
  readonly type?: string;
  readonly items?: TSchema;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly patternProperties?: Readonly<Record<string, TSchema>>;
}

/** Where text is expected, `2024`, `0.10` and `true` are text as they were typed. */
function asWritten(schema: TSchema, value: unknown, source: YamlSource, steps: Steps): unknown {
  const shape = schema as Shape;
  if (shape.type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) return source.typed(steps) ?? String(value);
  if (Array.isArray(value)) {
    const items = shape.items;
    return items === undefined ? value : value.map((item, at) => asWritten(items, item, source, [...steps, at]));
  }
  if (typeof value !== 'object' || value === null) return value;
  const byPattern = Object.values(shape.patternProperties ?? {})[0];
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => {
      const known = shape.properties !== undefined && Object.hasOwn(shape.properties, name) ? shape.properties[name] : byPattern;
      return [name, known === undefined ? part : asWritten(known, part, source, [...steps, name])];
    }),
  );
}
