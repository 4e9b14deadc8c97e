import '../studio-expressions.css';
import { Icon, useText } from '@plinth/component-kit';
import { declaredOf } from '@plinth/definition-expressions';
import { StateMessage, useWork, WorkArea } from '@plinth/studio-frame';
import { useState } from 'react';
import { openDeclared, openRecord, usagesTool } from '../open-declared.ts';
import { useDefinitionExpressions } from '../use-expressions.ts';
import { ChangePanel, type WantedChange } from './change-panel.tsx';
import { DeclaredList, iconOf } from './declared-list.tsx';
import { ImpactView } from './impact-view.tsx';
import { ownerWords } from './place-words.ts';
import { UseList } from './use-list.tsx';
import { useNarrow } from './use-narrow.ts';
import { useUsages } from './use-usages.ts';

/** Who uses a field, a query, a page …, another name for it everywhere, and what a change would break. */
export function UsagesView({ rest }: { readonly rest: readonly string[] }) {
  const text = useText();
  const work = useWork();
  // Over a panel that covers the work nobody would see what a change does.
  const isNarrow = useNarrow();
  const now = useDefinitionExpressions();
  const found = useUsages(now);
  const [id = null] = rest;
  const [tried, setTried] = useState<{ readonly of: string; readonly change: WantedChange } | null>(null);
  const { definition } = now;
  const declared = id === null ? null : declaredOf(definition, id);
  const open = (chosen: string) => work.openTool(usagesTool, chosen);
  const openPlace = (record: string) => {
    if (!openRecord(work, record))
      work.say({ message: text('studio.usages.noView', 'Nothing in the Studio shows this yet.'), tone: 'info' });
  };
  const uses = declared === null ? [] : (found?.usages.whatUses(declared.id) ?? []);
  const guesses = declared === null ? [] : (found?.usages.mayUse(declared.name) ?? []);
  const change = tried !== null && tried.of === id ? tried.change : null;
  const panel =
    declared === null || found === null ? null : (
      <ChangePanel
        declared={declared}
        expressions={found.expressions}
        usages={found.usages}
        onTry={(wanted) => setTried(wanted === null || id === null ? null : { of: id, change: wanted })}
        onRenamed={open}
      />
    );
  return (
    <WorkArea side={<DeclaredList definition={definition} current={id} onOpen={open} />} properties={isNarrow ? null : panel}>
      {declared === null ? (
        <StateMessage
          icon={id === null ? 'sitemap' : 'help'}
          title={id === null ? text('studio.usages.choose', 'Who uses what') : text('studio.gone', 'This is not there any more')}
        >
          {id === null
            ? text(
                'studio.usages.chooseHelp',
                'Choose a name in the left panel: a field, a query, a page. You see what uses it, rename it everywhere, and learn what would break.',
              )
            : text('studio.goneHelp', 'It may have been removed, or the address is wrong. Choose another one in the left panel, or undo.')}
        </StateMessage>
      ) : (
        <div className="usages">
          <header className="usages-head">
            <Icon name={iconOf(declared)} size={18} />
            <h1>
              <bdi>{declared.label}</bdi>
            </h1>
            <code dir="ltr">{declared.name}</code>
            <small>
              <bdi>{[declared.kind, ownerWords(definition, declared.id)].filter((part) => part !== null).join(' · ')}</bdi>
            </small>
            <span className="studio-grow" />
            <button type="button" className="studio-act" onClick={() => openDeclared(work, declared.id)}>
              {text('studio.usages.goThere', 'Go to it')}
            </button>
          </header>
          {isNarrow ? panel : null}
          {change === null || found === null ? null : (
            <ImpactView change={change} expressions={found.expressions} onOpen={openPlace} onClose={() => setTried(null)} />
          )}
          <section className="usages-found" aria-busy={found === null}>
            <div role="status">
              <h2>
                {found === null
                  ? text('studio.usages.reading', 'Everything is being read …')
                  : text('studio.usages.count', '{count, plural, =0 {Nothing uses it} one {Used at # place} other {Used at # places}}', {
                      count: uses.length,
                    })}
              </h2>
            </div>
            <UseList definition={definition} uses={uses} onOpen={openPlace} />
          </section>
          {guesses.length === 0 ? null : (
            <section className="usages-found">
              <h2>{text('studio.usages.maybe', 'May mean it')}</h2>
              <p className="usages-note">
                {text(
                  'studio.usages.maybeHelp',
                  'Here something called {name} stands, of something whose type nobody knows before it runs.',
                  { name: declared.name },
                )}
              </p>
              <UseList definition={definition} uses={guesses} onOpen={openPlace} />
            </section>
          )}
        </div>
      )}
    </WorkArea>
  );
}
