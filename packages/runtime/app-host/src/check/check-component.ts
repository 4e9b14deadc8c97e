import { childrenOf, type DefinitionViolation, pagesOf, type RecordOf, violationOf } from '@plinth/app-definition';
import { readPropertyText, type UiContract, type UiProperty } from '@plinth/component-contract';
import { boundPlaces, literalOf } from '@plinth/definition-expressions';
import { type FeelType, listOf, types } from '@plinth/expression';
import { isJsonObject, type JsonObject, nearestName } from '@plinth/foundation';
import { type EntityModel, entityKey } from '@plinth/record-store';
import { checkAgainstSchema, checkExpression, checkProperty, contractType } from './check-bindings.ts';
import { checkColumns } from './check-columns.ts';
import { checkKeys } from './check-keys.ts';
import { type ActionPlace, checkPageActions } from './check-page-actions.ts';
import type { KnownComponent } from './known-components.ts';
import { type LocalNames, rowNames } from './page-scope.ts';

type Component = RecordOf<'component'>;
type PagePlace = Omit<ActionPlace, 'record'>;

/** Where a component stands. */
interface Surroundings {
  readonly names: LocalNames;
  /** What the component around it is; absent directly on the page, and where that is not known. */
  readonly parent?: KnownComponent;
  /** The entity of the form around it. */
  readonly entity?: EntityModel | undefined;
}

/** What is wrong with the components below a page: their properties, bindings, events and slots. */
export function checkComponents(place: PagePlace, page: string): DefinitionViolation[] {
  return childrenOf(place.definition, page).flatMap((component) => checkComponent(place, component, { names: {} }));
}

function checkComponent(place: PagePlace, component: Component, around: Surroundings): DefinitionViolation[] {
  const children = childrenOf(place.definition, component.id);
  const outside =
    around.parent === undefined || Object.hasOwn(around.parent.contract.slots, component.slot)
      ? []
      : [wrongSlot(component, around.parent.contract)];
  const known = place.find(component.component);
  if (known === undefined) return children.flatMap((child) => checkComponent(place, child, { names: around.names, entity: around.entity }));
  const { contract } = known;
  const query = queryOf(component, contract);
  const entity = entityOf(place, component, contract) ?? around.entity;
  const inRows: LocalNames = { ...around.names, ...rowNames(place.scope, query) };
  const visible = component.visible === undefined ? [] : [component.visible];
  return [
    ...outside,
    ...checkSchema(component, known),
    ...checkProperties(place, component, known, { query, entity, names: around.names }),
    ...checkEvents(place, component, contract, query, around.names),
    ...visible.flatMap((text) => checkExpression(component, ['visible'], text, place.scope.at(around.names), types.boolean)),
    ...children.flatMap((child) => {
      const names = contract.slots[child.slot]?.perRow === true ? inRows : around.names;
      return checkComponent(place, child, { names, parent: known, entity });
    }),
  ];
}

function wrongSlot(component: Component, { slots }: UiContract): DefinitionViolation {
  const names = Object.keys(slots);
  const nearest = nearestName(component.slot, names);
  const hint =
    nearest === null ? (names.length === 0 ? 'It takes no components.' : `There are ${names.join(', ')}.`) : `Did you mean ${nearest}?`;
  return violationOf(component, 'component', ['slot'], `the component around it has no slot ${component.slot}`, hint);
}

function queryOf(component: Component, contract: UiContract): string | undefined {
  const name = Object.keys(contract.properties).find((property) => contract.properties[property]?.editor === 'query');
  const key = name === undefined ? undefined : component.properties[name];
  return typeof key === 'string' ? key : undefined;
}

function entityOf({ definition, model }: PagePlace, component: Component, contract: UiContract): EntityModel | undefined {
  const { entity } = component.properties;
  return contract.properties.entity?.editor === 'entity' && typeof entity === 'string'
    ? model.entities.get(entityKey(entity, definition))
    : undefined;
}

/** What stands there as it is must fit the schema; what is bound gets its value when the page runs. */
function checkSchema(component: Component, known: KnownComponent): DefinitionViolation[] {
  const bound = boundPlaces(component.properties);
  return known.violations(literalOf(component.properties as JsonObject) as JsonObject).flatMap(({ path, message, hint }) => {
    if (bound.has(path)) return [];
    const steps = path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    return [violationOf(component, 'component', ['properties', ...steps], message, hint)];
  });
}

interface PropertyPlace {
  readonly query: string | undefined;
  readonly entity: EntityModel | undefined;
  readonly names: LocalNames;
}

function checkProperties(
  place: PagePlace,
  component: Component,
  { contract, schema }: KnownComponent,
  at: PropertyPlace,
): DefinitionViolation[] {
  return Object.entries(component.properties).flatMap(([name, value]) => {
    const declared = contract.properties[name];
    if (declared === undefined) return [];
    const steps = ['properties', name];
    const key = checkKey(place, component, steps, declared, value, at);
    if (key !== null) return key;
    const names = declared.perRow === true ? { ...at.names, ...rowNames(place.scope, at.query) } : at.names;
    const scope = place.scope.at(names);
    const found = checkProperty(component, steps, value, scope, contractType(declared.feelType));
    return [
      ...found,
      // The schema speaks of what stands below `properties`.
      ...(found.length > 0 ? [] : checkAgainstSchema(component, steps, value, scope, { properties: { properties: schema } })),
      ...(declared.editor === 'columns' ? checkColumns(place.scope, component, steps, value, at) : []),
      ...(found.length > 0 || declared.keysOf === undefined
        ? []
        : checkKeys(component, steps, value, scope, component.properties[declared.keysOf])),
    ];
  });
}

/** Properties that name something by its key; null for all others. */
function checkKey(
  { definition, model, scope }: PagePlace,
  component: Component,
  steps: readonly string[],
  { editor }: UiProperty,
  value: unknown,
  { entity, query }: PropertyPlace,
): DefinitionViolation[] | null {
  if (readPropertyText(value).kind !== 'literal') return null;
  const row = query === undefined ? null : scope.rowOf(query);
  const ofEntity = entity === undefined ? undefined : [...entity.fieldsByKey.keys(), ...entity.relations.keys()];
  const fields = row?.kind === 'context' && !row.open ? Object.keys(row.entries) : ofEntity;
  const keys: Partial<Record<UiProperty['editor'], () => Iterable<string>>> = {
    query: () => scope.queries.keys(),
    page: () => pagesOf(definition).map((page) => page.key),
    entity: () => model.entities.keys(),
    field: () => fields ?? [],
  };
  const known = keys[editor];
  if (known === undefined) return null;
  if (typeof value !== 'string' || (editor === 'field' && fields === undefined)) return [];
  const all = [...known()];
  if (all.includes(editor === 'entity' ? entityKey(value, definition) : value)) return [];
  const nearest = nearestName(value, all);
  const hint = nearest === null ? (all.length === 0 ? undefined : `There are ${all.slice(0, 20).join(', ')}.`) : `Did you mean ${nearest}?`;
  const ofWhat = row === null ? `${entity?.key} has` : `the rows of ${query} have`;
  const where = editor === 'query' ? 'the page has' : editor === 'field' ? ofWhat : 'there is';
  return [violationOf(component, 'reference', steps, `${where} no ${editor} ${value}`, hint)];
}

function checkEvents(
  place: PagePlace,
  component: Component,
  contract: UiContract,
  query: string | undefined,
  names: LocalNames,
): DefinitionViolation[] {
  const row = query === undefined ? types.any : place.scope.rowOf(query);
  return Object.entries(component.events).flatMap(([name, actions]) => {
    const event = contract.events[name];
    if (event === undefined) {
      const known = Object.keys(contract.events);
      const nearest = nearestName(name, known);
      const hint =
        nearest === null ? (known.length === 0 ? 'It has no events.' : `There are ${known.join(', ')}.`) : `Did you mean ${nearest}?`;
      return [violationOf(component, 'component', ['events', name], `${component.component} has no event ${name}`, hint)];
    }
    const payload = payloadType(event.payload, row);
    return checkPageActions({ ...place, record: component }, ['events', name], actions, { ...names, event: payload });
  });
}

/** What `event` is: as the contract says, with the rows of the query where it speaks of rows. */
function payloadType(payload: string, row: FeelType): FeelType {
  const type = contractType(payload);
  if (type === null || type.kind !== 'context') return types.any;
  const loose = (name: string, entry: FeelType): FeelType => {
    if (name === 'row') return row;
    if (name === 'selection') return listOf(row);
    return entry.kind === 'context' && !isJsonObject(Object.values(entry.entries)[0]) ? types.any : entry;
  };
  return { ...type, entries: Object.fromEntries(Object.entries(type.entries).map(([name, entry]) => [name, loose(name, entry)])) };
}
