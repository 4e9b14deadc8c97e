import { componentsOf, type Definition, decisionsOf, entitiesOf, fieldsOf, pagesOf, queriesOf, relationsOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { type Declared, declaredIn } from '@plinth/definition-expressions';
import { PanelSection } from '@plinth/studio-frame';
import { useMemo, useState } from 'react';

interface Group {
  readonly id: string;
  readonly title: string;
  readonly members: readonly Declared[];
}

const icons: Readonly<Record<string, string>> = {
  entity: 'database',
  field: 'forms',
  relation: 'link',
  page: 'layout-dashboard',
  query: 'table',
  component: 'box',
  state: 'braces',
  parameter: 'braces',
  decision: 'git-branch',
  role: 'users',
};

/** More than anybody reads; a search finds the rest. */
const mostShown = 400;

export function iconOf({ kind }: Declared): string {
  return icons[kind] ?? 'file';
}

/** Everything of the application that has a name, by what it belongs to. */
export function DeclaredList({
  definition,
  current,
  onOpen,
}: {
  readonly definition: Definition;
  readonly current: string | null;
  onOpen(id: string): void;
}) {
  const text = useText();
  const [search, setSearch] = useState('');
  const groups = useMemo(() => groupsOf(definition), [definition]);
  const wanted = search.trim().toLocaleLowerCase();
  let left = mostShown;
  return (
    <PanelSection name="declared" title={text('studio.usages.names', 'Names')} grow>
      <input
        className="studio-search"
        type="search"
        placeholder={text('studio.filter', 'Filter')}
        aria-label={text('studio.filter', 'Filter')}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {groups.map(({ id, title, members }) => {
        const shown = members
          .filter(({ name, label }) => wanted === '' || `${title} ${name} ${label}`.toLocaleLowerCase().includes(wanted))
          .slice(0, Math.max(0, left));
        left -= shown.length;
        if (shown.length === 0) return null;
        return (
          <section key={id} className="usages-group">
            <h3>
              <bdi>{title}</bdi>
            </h3>
            <ul className="studio-artefacts">
              {shown.map((declared) => (
                <li key={declared.id}>
                  <button
                    type="button"
                    title={declared.label}
                    aria-current={declared.id === current ? 'page' : undefined}
                    onClick={() => onOpen(declared.id)}
                  >
                    <Icon name={iconOf(declared)} size={14} />
                    <bdi dir="ltr">{declared.name}</bdi>
                    <small>
                      <bdi>{declared.label === declared.name ? '' : declared.label}</bdi>
                    </small>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {left === mostShown ? <p className="studio-none">{text('studio.usages.noneFound', 'Nothing is called so.')}</p> : null}
    </PanelSection>
  );
}

function groupsOf(definition: Definition): readonly Group[] {
  const of = (record: Parameters<typeof declaredIn>[1]) => declaredIn(definition, record);
  return [
    ...entitiesOf(definition).map((entity) => ({
      id: entity.id,
      title: entity.label,
      members: [entity, ...fieldsOf(definition, entity.id), ...relationsOf(definition, entity.id)].flatMap(of),
    })),
    ...pagesOf(definition).map((page) => ({
      id: page.id,
      title: page.label || page.key,
      members: [page, ...queriesOf(definition, page.id), ...componentsOf(definition, page.id)].flatMap(of),
    })),
    ...decisionsOf(definition).map((decision) => ({ id: decision.id, title: decision.label, members: of(decision) })),
  ];
}
