import type { Static } from 'typebox';
import { PermissionRecord, PermissionTestRecord, RoleRecord } from './access.ts';
import { AppRecord } from './app.ts';
import { ThemeRecord, TranslationRecord } from './appearance.ts';
import { DecisionRecord, RuleRecord } from './decision.ts';
import { EntityRecord, FieldRecord, IndexRecord, RelationRecord } from './entity.ts';
import { EventTypeRecord } from './event-type.ts';
import { ExternalActionRecord } from './external-action.ts';
import { ExternalTriggerRecord } from './external-trigger.ts';
import { FunctionRecord } from './function.ts';
import { ImportRecord } from './import.ts';
import { ComponentRecord, PageRecord, QueryRecord } from './page.ts';
import { ProcessFlowRecord, ProcessNodeRecord, ProcessRecord } from './process.ts';
import { SettingRecord } from './setting.ts';

/** The schema of every kind of definition record. */
export const recordKinds = {
  app: AppRecord,
  entity: EntityRecord,
  field: FieldRecord,
  relation: RelationRecord,
  index: IndexRecord,
  role: RoleRecord,
  permission: PermissionRecord,
  'permission-test': PermissionTestRecord,
  page: PageRecord,
  query: QueryRecord,
  component: ComponentRecord,
  decision: DecisionRecord,
  rule: RuleRecord,
  process: ProcessRecord,
  'process-node': ProcessNodeRecord,
  'process-flow': ProcessFlowRecord,
  function: FunctionRecord,
  'event-type': EventTypeRecord,
  'external-action': ExternalActionRecord,
  'external-trigger': ExternalTriggerRecord,
  theme: ThemeRecord,
  translation: TranslationRecord,
  import: ImportRecord,
  setting: SettingRecord,
} as const;

export type RecordKind = keyof typeof recordKinds;

/** The record type of a kind. */
export type RecordOf<Kind extends RecordKind> = Static<(typeof recordKinds)[Kind]>;

/** Any definition record; `kind` tells which. */
export type DefinitionRecord = { [Kind in RecordKind]: RecordOf<Kind> }[RecordKind];

export function isRecordKind(kind: unknown): kind is RecordKind {
  return typeof kind === 'string' && Object.hasOwn(recordKinds, kind);
}

/** A reference that records of a kind hold: which property, one or many, to which kinds. */
export interface ReferenceSite {
  readonly property: string;
  readonly many: boolean;
  readonly kinds: readonly RecordKind[];
  /** The property that holds the id of the entity whose field is meant. */
  readonly of: 'id' | 'parent' | 'entity' | 'target' | undefined;
}

interface AnnotatedSchema {
  readonly 'x-reference'?: string;
  readonly 'x-of'?: ReferenceSite['of'];
  readonly items?: AnnotatedSchema;
  readonly anyOf?: readonly AnnotatedSchema[];
}

function referenceSite(property: string, schema: AnnotatedSchema, many = false): ReferenceSite[] {
  if (schema.items !== undefined) return referenceSite(property, schema.items, true);
  const own = schema['x-reference'];
  if (own !== undefined) return [{ property, many, kinds: own.split('|').filter(isRecordKind), of: schema['x-of'] }];
  return (schema.anyOf ?? []).flatMap((option) => referenceSite(property, option, many));
}

/** Where records of each kind refer to others, read from the schemas' annotations. */
export const referenceSites = Object.fromEntries(
  Object.entries(recordKinds).map(([kind, schema]) => [
    kind,
    Object.entries(schema.properties).flatMap(([property, part]) => referenceSite(property, part as AnnotatedSchema)),
  ]),
) as unknown as Readonly<Record<RecordKind, readonly ReferenceSite[]>>;
