import { Icon, useText } from '@plinth/component-kit';
import { useState } from 'react';
import { PanelSection } from '../panels/panel-section.tsx';
import { ToolButton } from '../parts/tool-button.tsx';
import type { Artefact, ArtefactView } from '../work/artefact-view.ts';
import { useFromDefinition, useWork } from '../work/use-work.ts';

const searchedFrom = 9;

/** The artefacts of one kind; another one is made here. */
export function ArtefactList({ view, current }: { readonly view: ArtefactView; readonly current: string | null }) {
  const text = useText();
  const work = useWork();
  const all = useFromDefinition((definition) => view.list(definition), sameArtefacts);
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLocaleLowerCase();
  const shown = wanted === '' ? all : all.filter(({ label, detail }) => `${label} ${detail}`.toLocaleLowerCase().includes(wanted));
  const { create } = view;
  const make = () => {
    if (create === undefined) return;
    const made = create.make(work.session.store.definition);
    if (work.act(made.body, made.intent)) work.open(made.artefact);
  };
  return (
    <PanelSection
      name={`list-${view.kind}`}
      title={text(`studio.view.${view.kind}`, view.title)}
      actions={
        create === undefined ? null : <ToolButton icon="plus" label={text(`studio.create.${view.kind}`, create.title)} onClick={make} />
      }
    >
      {all.length >= searchedFrom ? (
        <input
          className="studio-search"
          type="search"
          placeholder={text('studio.filter', 'Filter')}
          aria-label={text('studio.filter', 'Filter')}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      ) : null}
      <ul className="studio-artefacts">
        {shown.map((artefact) => (
          <li key={artefact.id}>
            <button
              type="button"
              aria-current={artefact.id === current ? 'page' : undefined}
              title={artefact.label}
              onClick={() => work.open(artefact.id)}
            >
              <Icon name={artefact.icon} size={14} />
              <bdi>{artefact.label}</bdi>
              <small dir="ltr">{artefact.detail}</small>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="studio-none">{text('studio.noneHere', 'None yet.')}</p> : null}
    </PanelSection>
  );
}

function sameArtefacts(before: readonly Artefact[], after: readonly Artefact[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ id, label, icon, detail }, at) => {
      const other = after[at];
      return id === other?.id && label === other.label && icon === other.icon && detail === other.detail;
    })
  );
}
