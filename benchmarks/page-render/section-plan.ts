import type { PagePlan, PlanComponent } from '@plinth/api-contract';
import { kinds, sections, statuses } from './section-values.ts';

/** A component of the plan: where it stands, what it is, and what else is to be said. */
export function component(id: string, parent: string | null, kind: string, parts: Partial<PlanComponent> = {}): PlanComponent {
  return { id, parent, slot: 'children', component: `ui.${kind}`, properties: {}, events: {}, hiddenOn: [], layout: {}, ...parts };
}

export function planOf(components: readonly PlanComponent[], state: PagePlan['page']['state']): PagePlan {
  return {
    format: 1,
    signature: 'measured',
    components: [...components],
    queries: [],
    versions: {},
    page: { id: 'page', key: 'page', path: '', label: 'Page', parameters: {}, state, onOpen: [] },
  };
}

/** 500 components, a third of whose properties are bound to the page's state. */
export function sectionPlan(): PagePlan {
  const state: Record<string, { type: string; initial: unknown }> = {};
  for (const [n, values] of sections.entries()) {
    for (const [name, initial] of Object.entries(values)) state[`${name}${n}`] = { type: typeof initial, initial };
  }
  return planOf(
    sections.flatMap((_, n) => section(n)),
    state,
  );
}

function section(n: number): readonly PlanComponent[] {
  const id = `s${n}`;
  const inside = (
    name: string,
    parent: string,
    kind: string,
    properties: PlanComponent['properties'],
    parts: Partial<PlanComponent> = {},
  ) => component(`${id}-${name}`, `${id}${parent}`, kind, { properties, ...parts });
  const sets = (name: string, value: string) => ({ events: { click: [{ do: 'setState', values: { [`${name}${n}`]: value } }] } });
  return [
    component(id, null, 'card', { properties: { title: `{{ state.branch${n} }} branch`, level: '3' } }),
    inside('body', '', 'stack', { gap: '3' }),
    inside('heading', '-body', 'heading', { text: `= "Loans of " + state.owner${n}`, level: '4' }),
    inside('row', '-body', 'stack', { direction: 'horizontal', gap: '2', align: 'center' }),
    inside('status', '-row', 'badge', {
      text: `= state.status${n}`,
      tone: `= if state.status${n} = "open" then "good" else "warn"`,
    }),
    inside('loans', '-row', 'badge', { text: `{{ state.count${n} }} loans`, tone: 'accent' }),
    inside('approve', '-row', 'button', { text: 'Approve', variant: 'primary', disabled: `= state.locked${n}` }, sets('status', 'open')),
    inside('refuse', '-row', 'button', { text: 'Refuse', tone: 'bad' }, sets('status', 'refused')),
    inside('close', '-row', 'button', { text: 'Close', variant: 'subtle' }, sets('status', 'closed')),
    inside('figures', '-body', 'grid', { minimumWidth: 180, gap: '3' }),
    inside('amount', '-figures', 'stat', { label: 'Amount', value: `= state.amount${n}`, format: 'money', currency: 'EUR' }),
    inside('share', '-figures', 'stat', {
      label: 'Share',
      value: `= state.share${n}`,
      format: 'percent',
      change: `= state.share${n} - 0.25`,
      changeFormat: 'percent',
      changeText: 'since last year',
    }),
    inside('double', '-figures', 'stat', { label: 'Twice the loans', value: `= state.count${n} * 2` }),
    inside('intro', '-body', 'text', { text: 'What waits for a decision in this branch.', tone: 'quiet', size: 's' }),
    inside(
      'limit',
      '-body',
      'text',
      { text: `{{ state.owner${n} }} decides on amounts up to {{ state.amount${n} }} EUR.`, weight: 'medium' },
      { visible: `state.count${n} > 0` },
    ),
    inside('kind', '-body', 'text', { text: `= "Mostly for: " + state.kind${n}`, size: 's' }),
    inside('rule', '-body', 'text', { text: 'Amounts above the limit go to the head office.', size: 's' }),
    inside('said', '-body', 'text', { text: `Note: {{ note${n}.value }}`, lines: 2 }),
    inside('form', '-body', 'grid', { minimumWidth: 220, gap: '3' }),
    inside('owner', '-form', 'text-input', { label: 'Owner', value: `= state.owner${n}`, required: true }),
    inside('branch', '-form', 'text-input', { label: 'Branch', value: `= state.branch${n}`, disabled: `= state.locked${n}` }),
    inside(
      'note',
      '-form',
      'text-input',
      { label: 'Note', value: 'none yet', placeholder: 'What others should know' },
      { name: `note${n}` },
    ),
    inside('remark', '-form', 'text-input', { label: 'Remark', help: 'Only for you' }, { layout: { width: 'full' } }),
    inside('choice', '-form', 'select', { label: 'Status', value: `= state.status${n}`, options: statuses }),
    inside('purpose', '-form', 'select', { label: 'Kind', value: `= state.kind${n}`, options: kinds, clearable: false }),
  ];
}
