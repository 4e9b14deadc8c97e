import type { ApplicationShell, PagePlan, PlanComponent } from '@plinth/api-contract';
import type { ThemeTokens } from '@plinth/component-kit';
import type { CanvasPage } from '@plinth/studio-canvas';

/** What stands on the sample page, in the language of whoever looks. */
export interface SampleWords {
  readonly title: string;
  readonly text: string;
  readonly save: string;
  readonly cancel: string;
  readonly remove: string;
  readonly more: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  readonly name: string;
  readonly amount: string;
  readonly state: string;
  readonly figure: string;
  readonly help: string;
}

type Wanted = Pick<PlanComponent, 'component' | 'properties'> & { readonly children?: readonly Wanted[]; readonly slot?: string };

/** A page with a bit of everything that a theme colours, wearing every token it is given, in light as in dark. */
export function samplePage(
  words: SampleWords,
  tokens: Readonly<Record<string, string>>,
  theme: ThemeTokens,
  shell: SampleShell,
): CanvasPage {
  const components: PlanComponent[] = [];
  const add = ({ component, properties, children = [], slot = 'children' }: Wanted, parent: string | null) => {
    const id = `sample-${components.length}`;
    components.push({ id, parent, slot, component, properties, events: {}, hiddenOn: [], layout: {} });
    for (const child of children) add(child, id);
  };
  add(contentOf(words), null);
  const plan: PagePlan = {
    format: 1,
    signature: '',
    page: { id: 'sample', key: 'sample', path: '', label: words.title, parameters: {}, state: {}, onOpen: [] },
    components,
    queries: [],
    versions: {},
  };
  // Both schemes get the same: the page is looked at in the one that is edited, not in the one of the Studio.
  const shown = { light: tokens, dark: tokens, ...(theme.density === undefined ? {} : { density: theme.density }) };
  return { plan, shell: { ...shell, theme: shown }, samples: {} };
}

/** What surrounds the sample, apart from how it looks. */
export type SampleShell = Omit<ApplicationShell, 'theme'>;

function contentOf(words: SampleWords): Wanted {
  const tones = [
    ['good', words.good],
    ['warn', words.warn],
    ['bad', words.bad],
  ] as const;
  const button = (text: string, properties: object): Wanted => ({ component: 'ui.button', properties: { text, ...properties } });
  const beside = (children: readonly Wanted[]): Wanted => ({ component: 'ui.stack', properties: { direction: 'horizontal' }, children });
  return {
    component: 'ui.page',
    properties: { title: words.title, description: words.text },
    children: [
      { ...button(words.save, { variant: 'primary' }), slot: 'actions' },
      {
        component: 'ui.grid',
        properties: { minimumWidth: 220 },
        children: [
          { component: 'ui.stat', properties: { label: words.figure, value: 1234, change: 5.2, changeText: words.help } },
          {
            component: 'ui.card',
            properties: { title: words.name },
            children: [
              { component: 'ui.text-input', properties: { label: words.name, placeholder: words.help } },
              { component: 'ui.switch', properties: { label: words.state, value: true } },
            ],
          },
        ],
      },
      beside([
        button(words.cancel, {}),
        button(words.more, { variant: 'subtle' }),
        button(words.remove, { tone: 'bad', variant: 'primary' }),
      ]),
      beside(tones.map(([tone, text]) => ({ component: 'ui.badge', properties: { text, tone } }))),
      ...tones.map(
        ([tone, text]): Wanted => ({
          component: 'ui.alert',
          properties: { title: text, tone },
          children: [{ component: 'ui.text', properties: { text: words.text } }],
        }),
      ),
      {
        component: 'ui.table',
        properties: {
          label: words.title,
          columns: [
            { field: 'name', label: words.name },
            { field: 'amount', label: words.amount },
          ],
          rows: [
            { name: words.good, amount: 120 },
            { name: words.warn, amount: 80 },
            { name: words.bad, amount: 15 },
          ],
          filterable: false,
          columnChoice: false,
        },
      },
      { component: 'ui.progress', properties: { label: words.figure, value: 64 } },
    ],
  };
}
