import {
  type ActionBody,
  appOf,
  childrenOf,
  type Definition,
  type DefinitionFiles,
  definitionOf,
  entitiesOf,
  pagesOf,
  readFiles,
  rolesOf,
  type ValidationPorts,
} from '@plinth/app-definition';
import {
  entityForm,
  entityPages,
  inNumber,
  keyOfName,
  labelOfWords,
  nameFields,
  optionOf,
  type PlannedEntity,
  UniqueKeys,
  wordsOf,
} from '@plinth/entity-pages';
import { type AdoptedTables, adopt } from '../sources/adopt-tables.ts';
import type { FieldProposal } from './field-proposal.ts';

/** What an entity made of a file is called. */
export interface EntityName {
  readonly label: string;
  readonly labelPlural: string;
}

/** The name that a file gives to its records: `order_lines.csv` is "Order line" and "Order lines". */
export function nameFromFile(file: string): EntityName {
  const stem = file.replace(/\.[A-Za-z0-9]{1,5}$/, '');
  const words = wordsOf(stem);
  if (words.length === 0) return { label: 'Record', labelPlural: 'Records' };
  const short = (text: string) => [...text].slice(0, 60).join('');
  return { label: short(labelOfWords(inNumber(words, 'one'), stem)), labelPlural: short(labelOfWords(inNumber(words, 'many'), stem)) };
}

/** An entity made of a file: its key, and one action that adds it with its pages and with what the roles given may do. */
export interface NewEntity extends AdoptedTables {
  readonly key: string;
}

/** Makes an entity of the fields proposed, with a page that lists, one that shows, and forms. An empty home page makes room for the list. */
export function newEntity(
  definition: Definition,
  { label, labelPlural }: EntityName,
  proposals: readonly FieldProposal[],
  roles: readonly string[],
  ports: ValidationPorts,
): NewEntity {
  const pages = pagesOf(definition);
  const keys = new UniqueKeys(entitiesOf(definition).map((entity) => entity.key));
  const words = wordsOf(label);
  const key = keys.take(keyOfName(words, label), `${keyOfName(words, label)}Record`);
  const many = keyOfName(wordsOf(labelPlural), labelPlural);
  const fields = proposals.filter(({ taken }) => taken).map((field) => plannedField(field));
  const entity: PlannedEntity = {
    ...{ key, label, labelPlural, description: null, fields, relations: [] },
    pluralKey: many === key ? `${key}List` : many,
    allows: { create: true, update: true, delete: true },
    numbering: proposals.filter(({ taken, unique }) => taken && unique).map((field) => field.key),
    ...nameFields(fields),
  };
  const made = entityPages([entity], { taken: pages.flatMap((page) => [page.key, page.path]) });
  const [list = ''] = made.keys();
  const files: Record<string, object> = {
    'plinth.yaml': { format: 1, key: 'file', type: 'application', label, homePage: list, pages: [...made.keys()] },
    'roles.yaml': { editor: { label: 'Editor', permissions: { [key]: 'all' } } },
    [`entities/${key}.yaml`]: entityForm(entity),
  };
  for (const [page, form] of made) files[`pages/${page}.yaml`] = form;
  const written = Object.fromEntries(Object.entries(files).map(([file, tree]) => [file, JSON.stringify(tree)]));
  const adopted = adopt(definition, madeOf(definition, written, proposals, ports), roles, ports);
  return { ...adopted, key, body: asHome(definition, adopted, list) };
}

function plannedField(field: FieldProposal): PlannedEntity['fields'][number] {
  const { key, label, required, unique, values } = field;
  const target = targetOf(field);
  const type = target === null ? field.type : 'reference';
  const form = {
    ...{ type, label },
    ...(required ? { required } : {}),
    ...(unique && type !== 'longText' ? { unique } : {}),
    ...(target === null ? {} : { target, onDelete: 'restrict' }),
    ...(type === 'choice' ? { options: values.map(optionOf) } : {}),
  };
  return { key, label, form, target, locked: false };
}

/** Key of the entity that a proposed reference leads to. */
export function targetOf({ type }: Pick<FieldProposal, 'type'>): string | null {
  return type.startsWith('reference:') ? type.slice('reference:'.length) : null;
}

/** What the files say. A reference leads to an entity of the application, which stands among them for it to be read. */
function madeOf(definition: Definition, files: DefinitionFiles, proposals: readonly FieldProposal[], ports: ValidationPorts): Definition {
  const targets = new Set(proposals.flatMap((field) => (field.taken ? (targetOf(field) ?? []) : [])));
  const present = new Map(entitiesOf(definition).map((entity) => [entity.key, entity]));
  const stubs = [...targets].map((key) => [`entities/${key}.yaml`, JSON.stringify({ label: present.get(key)?.label ?? key })] as const);
  const made = readFiles({ ...files, ...Object.fromEntries(stubs) }, ports).definition;
  const ids = new Map(entitiesOf(made).flatMap(({ id, key }) => (targets.has(key) ? [[id, present.get(key)?.id ?? id] as const] : [])));
  return definitionOf(
    [...made.records.values()].flatMap((record) => {
      if (ids.has(record.id)) return [];
      const target = record.kind === 'field' ? ids.get(record.target ?? '') : undefined;
      return [target === undefined ? record : { ...record, target }];
    }),
  );
}

/** The list is what opens first where nobody has put anything on the home page. */
function asHome(definition: Definition, { body, pages }: AdoptedTables, key: string): ActionBody | null {
  const app = appOf(definition);
  const home = pagesOf(definition).find(({ id }) => id === app?.homePage);
  const list = pages.find((page) => page.key === key);
  if (body === null || app === null || home === undefined || list === undefined || childrenOf(definition, home.id).length > 0) return body;
  const actions = body.type === 'BATCH' ? body.payload.actions : [body];
  return {
    type: 'BATCH',
    payload: {
      actions: [
        ...actions,
        { type: 'RECORD_UPDATE', payload: { id: app.id, path: ['homePage'], value: list.id } },
        { type: 'RECORD_REMOVE', payload: { id: home.id } },
      ],
    },
  };
}

/** Roles that everybody holds, who then may work with what is new. */
export function openRoles(definition: Definition): readonly string[] {
  return rolesOf(definition).flatMap(({ id, heldBy }) => (heldBy === 'assigned' ? [] : [id]));
}
