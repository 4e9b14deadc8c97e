import { appendActions, type Client, createApplication } from '@plinth/api-contract';
import { currentSchemaVersion, type DefinitionRecord, indexBetween, withDefaults } from '@plinth/app-definition';
import { sectionPlan } from '../page-render/section-plan.ts';

/** How often a page repeats the 500 components of the page that is rendered elsewhere. */
export const repeats = 5;

/** Makes an application of as many pages as asked, each of 2,500 components; the first is called Page 1. */
export async function makeBigApplication(client: Client, key: string, pages: number): Promise<void> {
  const at = { tenant: 'main', application: key };
  await client.call(createApplication, { tenant: 'main' }, { key, type: 'application', label: key });
  let index: string | null = null;
  for (let number = 0; number < pages; number++) {
    index = indexBetween(index, null);
    const actions = pageRecords(number, index).map((record) => ({ type: 'RECORD_INSERT', payload: { record } }));
    const envelope = { id: `page-${number}`, actor: 'measured', intent: 'Begin', schemaVersion: currentSchemaVersion, seen: number };
    const action = { ...envelope, type: 'BATCH', payload: { actions } };
    const { refused } = await client.call(appendActions, at, { expectedPosition: number, actions: [action] });
    const [refusal] = Object.values(refused);
    if (refusal !== undefined) throw new Error(`The page was refused: ${JSON.stringify(refusal)}`);
  }
}

function pageRecords(number: number, index: string): DefinitionRecord[] {
  const plan = sectionPlan();
  const id = `p${number}`;
  const page = { kind: 'page', id, key: id, path: number === 0 ? '' : id, label: `Page ${number + 1}`, index } as const;
  const last = new Map<string, string>();
  const next = (parent: string) => {
    const place = indexBetween(last.get(parent) ?? null, null);
    last.set(parent, place);
    return place;
  };
  const components = Array.from({ length: repeats }).flatMap((_, copy) => {
    const idOf = (component: string) => `${id}-${copy}-${component}`;
    return plan.components.map(({ id: own, parent: inside, slot, component, properties, events, layout, visible, name }) => {
      const parent = inside === null ? id : idOf(inside);
      const said = {
        component,
        properties,
        events,
        ...(visible === undefined ? {} : { visible }),
        ...(Object.keys(layout).length === 0 ? {} : { layout }),
      };
      // Names are one page's, so only the first copy has them.
      const named = name === undefined || copy > 0 ? {} : { name };
      return withDefaults({ kind: 'component', id: idOf(own), parent, slot, index: next(parent), ...said, ...named });
    });
  });
  return [withDefaults({ ...page, state: plan.page.state }), ...components] as DefinitionRecord[];
}
