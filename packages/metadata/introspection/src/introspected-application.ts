import { type Definition, type DefinitionFiles, readFiles } from '@plinth/app-definition';
import type { Catalog, CatalogTable } from '@plinth/database';
import { entityPages } from '@plinth/entity-pages';
import { placeOf } from './entities/chosen-table.ts';
import { compositesOf } from './entities/composites.ts';
import type { EntityPlan } from './entities/entity-plan.ts';
import { type EntitiesPlan, planEntities } from './entities/plan-entities.ts';
import { tableForm } from './entities/table-form.ts';
import { introspectionErrors } from './errors.ts';
import { otherReports } from './other-things.ts';
import { countsOf, type IntrospectionReport, type ObjectReport, outcomeOf, partReport } from './report.ts';
import { rolesForm } from './roles-form.ts';

/** An application made of a database, with what became of each thing there. */
export interface IntrospectedApplication {
  readonly definition: Definition;
  readonly report: IntrospectionReport;
}

/** What the application is called, and what of the database it is made of. */
export interface ApplicationName {
  readonly key: string;
  readonly label: string;
  /** Key of the connection through which the records are read where they are; absent: the application gets tables of its own. */
  readonly connection?: string | undefined;
  /** Whether records may be changed there, as far as the login may. */
  readonly writable?: boolean | undefined;
  /** Only these tables become something; all where absent. */
  readonly tables?: readonly { readonly schema: string; readonly name: string }[] | undefined;
}

/** Makes an application of what a database has: entities, relations, pages, roles. The same catalog gives the same. */
export function introspectedApplication(catalog: Catalog, name: ApplicationName): IntrospectedApplication {
  const attached = name.connection !== undefined;
  const wanted = name.tables === undefined ? null : new Set(name.tables.map(placeOf));
  const plan = planEntities(attached && name.writable !== true ? onlyRead(catalog) : catalog, attached, wanted);
  const { definition, problems } = readFiles(filesOf(plan, name));
  if (problems.length > 0) {
    const [first] = problems;
    throw introspectionErrors.notValid({ count: problems.length, first: `${first?.file ?? ''}: ${first?.message ?? ''}` });
  }
  return { definition, report: reportOf(catalog, plan) };
}

/** What is only read is offered for nothing else, whatever the login may do there. */
function onlyRead(catalog: Catalog): Catalog {
  const tables = catalog.tables.map((table) => ({
    ...table,
    allows: { read: table.allows.read, create: false, update: false, delete: false },
  }));
  return { ...catalog, tables };
}

/** The files of the application. YAML is a superset of JSON, so what is made of data needs no other writer. */
function filesOf({ entities }: EntitiesPlan, { key, label, ...name }: ApplicationName): DefinitionFiles {
  const connection = name.connection ?? null;
  const all = [...entities.values()];
  const pages = entityPages(all, { composites: compositesOf(entities) });
  const files: Record<string, object> = {
    'roles.yaml': rolesForm(all, connection === null ? 'own' : name.writable === true ? 'attached' : 'only read'),
  };
  for (const entity of all) files[`entities/${entity.key}.yaml`] = tableForm(entity, connection);
  for (const [page, form] of pages) files[`pages/${page}.yaml`] = form;
  const [home] = pages.keys();
  files['plinth.yaml'] = {
    format: 1,
    key,
    type: 'application',
    label,
    icon: 'database',
    ...(home === undefined ? {} : { homePage: home, pages: [...pages.keys()] }),
  };
  return Object.fromEntries(Object.entries(files).map(([file, tree]) => [file, JSON.stringify(tree)]));
}

function reportOf(catalog: Catalog, { chosen, entities, links, changes }: EntitiesPlan): IntrospectionReport {
  const objects = chosen.map(({ table, use }): ObjectReport => {
    const place = placeOf(table);
    const entity = entities.get(place);
    const link = links.get(place);
    const about = { schema: table.schema, name: table.name, kind: table.kind };
    if (entity !== undefined) {
      const changed = changes.get(place) ?? [];
      return {
        ...about,
        outcome: outcomeOf(changed, null),
        as: entity.key,
        changes: changed,
        reason: null,
        columns: entity.columnReports,
        constraints: entity.constraintReports,
        indexes: entity.indexReports,
      };
    }
    if (link !== undefined) {
      const becomes = `it is the relation ${link.relation} of ${link.entity}, many to many, which leads one way`;
      return {
        ...about,
        outcome: 'changed',
        as: `${link.entity}.${link.relation}`,
        changes: [becomes],
        reason: null,
        ...partsOfLink(table, link.relation),
      };
    }
    return {
      ...about,
      outcome: 'left out',
      as: null,
      changes: [],
      reason: use.as === 'nothing' ? use.reason : null,
      ...partsLeftOut(table),
    };
  });
  const others = otherReports(catalog.others);
  return {
    database: { name: catalog.database, version: catalog.version, schemas: catalog.schemas },
    counts: countsOf(objects, others),
    objects,
    others,
  };
}

/** Everything in a table that is left out is left out with it. */
function partsLeftOut({ kind, columns, constraints, indexes }: CatalogTable): Pick<ObjectReport, 'columns' | 'constraints' | 'indexes'> {
  const reason = `its ${kind} is left out`;
  return {
    columns: columns.map(({ name, type }) => partReport(name, type, { reason })),
    constraints: constraints.map(({ name, definition }) => partReport(name, definition, { reason })),
    indexes: indexes.map(({ name, definition }) => partReport(name, definition, { reason })),
  };
}

function partsOfLink(table: EntityPlan['table'], relation: string): Pick<ObjectReport, 'columns' | 'constraints' | 'indexes'> {
  const taken = { outcome: 'taken', as: relation, changes: [], reason: null } as const;
  return {
    columns: table.columns.map(({ name, type }) => ({ name, definition: type, ...taken })),
    constraints: table.constraints.map(({ name, definition }) => ({ name, definition, ...taken })),
    indexes: table.indexes.map(({ name, definition }) => ({ name, definition, ...taken })),
  };
}
