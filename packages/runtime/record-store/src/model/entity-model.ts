import type { FieldRecord, RecordOf } from '@plinth/app-definition';
import type { ComputedValue } from '../expressions/computed-value.ts';
import type { KeyColumn } from './attached-key.ts';
import type { SettingsModel } from './settings-model.ts';

/** A column as DDL makes it. */
export interface ColumnModel {
  readonly name: string;
  /** As `format_type` shows it, so that it can be compared with what exists. */
  readonly type: string;
  readonly notNull: boolean;
}

/** What a field that asks decisions keeps of them. */
export interface DecidedModel {
  /** Column with which version of which decision gave the value. */
  readonly column: string;
  /** Keys of the decisions that it asks. */
  readonly decisions: readonly string[];
  /** What that column may hold, were everything decided today: the marks of each decision and of its versions. */
  readonly marks: readonly string[];
}

/** A field with its physical names. */
export interface FieldModel {
  readonly record: FieldRecord;
  readonly key: string;
  readonly column: string;
  /** Second column of money whose currency is per record. */
  readonly currencyColumn: string | null;
  /** How the value is decided; null where no decision is asked for it. */
  readonly decided: DecidedModel | null;
  readonly columns: readonly ColumnModel[];
  /** The entity a reference points to, as this application names it. */
  readonly target: string | null;
}

/** To many: over a reference field of the target, or over a link table. */
export interface RelationModel {
  readonly record: RecordOf<'relation'>;
  readonly key: string;
  readonly target: string;
  /** Column of the target that points back; null where a link table does. */
  readonly column: string | null;
  readonly linkTable: string | null;
}

/** A constraint or index under a name that changes with its meaning, so that names alone tell what differs. */
export interface ConstraintModel {
  readonly name: string;
  /** What follows `add constraint <name>`. */
  readonly sql: string;
  readonly fields: readonly string[];
}

export interface IndexModel {
  readonly name: string;
  readonly unique: boolean;
  /** What follows `on <table>`. */
  readonly sql: string;
  readonly fields: readonly string[];
}

/** The type of ids, as SQL writes it: own records have UUIDs, rows of other databases whatever their key is. */
export type IdType = 'uuid' | 'bigint' | 'text';

/** Where the rows of an attached entity are. */
export interface AttachedTable {
  /** Key of the connection. */
  readonly connection: string;
  /** What stands for the table in a FROM clause: its rows with the columns that own tables have. */
  readonly sql: string;
  /** The columns of the key, where the id is made of them. */
  readonly keys: readonly KeyColumn[];
  /** Columns by which rows are ordered where a field is less than its column, by the key of the field. */
  readonly ordered: ReadonlyMap<string, string>;
}

/** An entity with everything that its table needs. */
export interface EntityModel {
  /** `client`, or `module/client` where another definition owns it. */
  readonly key: string;
  readonly definitionKey: string;
  readonly record: RecordOf<'entity'>;
  readonly table: string;
  /** Quoted, with its schema. Of an attached entity nothing that exists: only {@link tableOf} reads it. */
  readonly qualified: string;
  /** Null where the records are Plinth's own. */
  readonly source: AttachedTable | null;
  readonly idType: IdType;
  readonly historyTable: string | null;
  /** Generated column with the words of the searched fields; its name changes with what it holds. */
  readonly searchColumn: { readonly name: string; readonly sql: string } | null;
  /** The fields whose words it holds. */
  readonly searchFields: readonly FieldModel[];
  readonly fields: readonly FieldModel[];
  readonly fieldsByKey: ReadonlyMap<string, FieldModel>;
  readonly relations: ReadonlyMap<string, RelationModel>;
  readonly checks: readonly ConstraintModel[];
  readonly foreignKeys: readonly ConstraintModel[];
  readonly indexes: readonly IndexModel[];
  /** What its expressions may call, by name; empty where nobody gave the model its decisions. */
  readonly decisions: ReadonlyMap<string, ComputedValue>;
}

/** The entity whose records are the people who sign in, each by an e-mail address. */
export interface UserModel {
  /** Key of the entity. */
  readonly entity: string;
  /** The field with the address. */
  readonly by: FieldModel;
  /** What `user` has of the record in expressions. */
  readonly fields: readonly FieldModel[];
}

/** The entities of an application in one environment, its own and those it uses of others. */
export interface ApplicationModel {
  readonly key: string;
  readonly environmentId: string;
  /** Name of the environment's schema, unquoted. */
  readonly schema: string;
  readonly entities: ReadonlyMap<string, EntityModel>;
  readonly permissions: readonly RecordOf<'permission'>[];
  readonly roles: readonly RecordOf<'role'>[];
  readonly imports: ReadonlyMap<string, RecordOf<'import'>>;
  /** Where the application keeps who its people are; null where it does not. */
  readonly user: UserModel | null;
  /** What each environment tells the application. */
  readonly settings: SettingsModel;
  readonly label: string;
  /** Names chosen now; a migration enters them in the catalog. */
  readonly newNames: readonly CatalogName[];
}

/** The physical name of a definition record in an environment. */
export interface CatalogName {
  readonly definition: string;
  readonly record: string;
  readonly name: string;
}

/** Fields that every record has, by the key under which expressions and answers know them. A field of the entity with the same key hides it, apart from `id` and `version`. */
export const systemFields = {
  id: { column: 'id', type: 'uuid', feel: 'string' },
  version: { column: 'version', type: 'integer', feel: 'number' },
  createdAt: { column: 'created_at', type: 'timestamp(3) with time zone', feel: 'date and time' },
  createdBy: { column: 'created_by', type: 'text', feel: 'string' },
  updatedAt: { column: 'updated_at', type: 'timestamp(3) with time zone', feel: 'date and time' },
  updatedBy: { column: 'updated_by', type: 'text', feel: 'string' },
} as const;

export type SystemFieldKey = keyof typeof systemFields;

export function isSystemField(key: string): key is SystemFieldKey {
  return Object.hasOwn(systemFields, key);
}

/** Where a record tells which versions of which decisions gave its decided fields: field key to `riskClass@5f2c9a01b3de`. */
export const decidedByKey = 'decidedBy';

/** What reading statements select from. */
export function tableOf(entity: EntityModel): string {
  return entity.source?.sql ?? entity.qualified;
}
