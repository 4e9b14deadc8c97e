import './studio-translations.css';
import { recordOf } from '@plinth/app-definition';
import { useFormat, useText } from '@plinth/component-kit';
import { StateMessage, useDefinition, useWork, WorkArea } from '@plinth/studio-frame';
import { useMemo, useState } from 'react';
import { type ApplicationText, textsOf } from './application-texts.ts';
import { ExchangeButtons } from './exchange-buttons.tsx';
import { languageName } from './language-name.ts';
import { dropUnused, type TranslationEdit, translate } from './translation-edits.ts';
import { TranslationProperties } from './translation-properties.tsx';
import { TranslationTable } from './translation-table.tsx';

const pageOfRows = 200;

/** Every text of the application beside its translation. */
export function TranslationEditor({ artefact }: { readonly artefact: string }) {
  const text = useText();
  const format = useFormat();
  const work = useWork();
  const definition = useDefinition();
  const [search, setSearch] = useState('');
  const [onlyMissing, setOnlyMissing] = useState(false);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const [most, setMost] = useState(pageOfRows);
  const texts = useMemo(() => textsOf(definition, work.components), [definition, work.components]);
  const translation = recordOf(definition, 'translation', artefact);
  if (translation === null) return null;
  const { locale, messages } = translation;
  const known = new Set(texts.map(({ key }) => key));
  const unused = Object.keys(messages).filter((key) => !known.has(key));
  const missing = texts.filter(({ key }) => messages[key] === undefined);
  const wanted = search.trim().toLocaleLowerCase();
  const found = texts.filter(
    ({ key, source, place }) =>
      // What was just translated stays in sight until others are looked for.
      (!onlyMissing || messages[key] === undefined || kept.has(key)) &&
      (wanted === '' || `${source}\n${place}\n${messages[key] ?? ''}`.toLocaleLowerCase().includes(wanted)),
  );
  const edit = ({ body, intent }: TranslationEdit) => work.act(body, intent);
  const translated = (key: string, value: string) => {
    setKept(new Set([...kept, key]));
    edit(translate(translation, key, value));
  };
  const open = ({ record }: ApplicationText) => {
    const of = definition.records.get(record);
    for (const view of of === undefined ? [] : work.views) {
      const place = of === undefined ? null : view.artefactOf(definition, of);
      if (place !== null) return work.open(place, place === record ? [] : [record]);
    }
  };
  const label = text('studio.translations.search', 'Search texts');
  return (
    <WorkArea side={null} properties={<TranslationProperties key={artefact} translation={translation} onEdit={edit} />}>
      <div className="translations">
        <header>
          <h1 lang={locale}>
            <bdi>{languageName(locale)}</bdi>
          </h1>
          <progress
            aria-label={text('studio.translations.progress', 'How much is translated')}
            value={texts.length - missing.length}
            max={Math.max(1, texts.length)}
          />
          <span className="translations-count">
            {text('studio.translations.count', '{done} of {all}', {
              done: format.number(texts.length - missing.length),
              all: format.number(texts.length),
            })}
          </span>
          <span className="studio-grow" />
          <ExchangeButtons translation={translation} texts={texts} onEdit={edit} />
        </header>
        <div className="translations-filter">
          <input
            type="search"
            aria-label={label}
            placeholder={label}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          <label>
            <input
              type="checkbox"
              checked={onlyMissing}
              onChange={({ currentTarget }) => {
                setOnlyMissing(currentTarget.checked);
                setKept(new Set());
              }}
            />
            {text('studio.translations.onlyMissing', 'Only what is missing ({count})', { count: missing.length })}
          </label>
          {unused.length === 0 ? null : (
            <button type="button" className="studio-link" onClick={() => edit(dropUnused(translation, unused))}>
              {text('studio.translations.dropUnused', 'Remove {count, plural, one {# that is} other {# that are}} no longer used', {
                count: unused.length,
              })}
            </button>
          )}
        </div>
        {found.length === 0 ? (
          <StateMessage
            icon="language"
            title={
              texts.length === 0
                ? text('studio.translations.noTexts', 'There is nothing to translate yet')
                : onlyMissing && wanted === ''
                  ? text('studio.translations.complete', 'Everything is translated')
                  : text('studio.translations.nothing', 'No text matches')
            }
          />
        ) : (
          <TranslationTable locale={locale} texts={found.slice(0, most)} messages={messages} onTranslate={translated} onOpen={open} />
        )}
        {found.length > most ? (
          <button type="button" className="studio-link translations-more" onClick={() => setMost(most + pageOfRows)}>
            {text('studio.home.showMore', 'Show more')}
          </button>
        ) : null}
      </div>
    </WorkArea>
  );
}
