import { directionOf, Icon, useText } from '@plinth/component-kit';
import { useDraft } from '@plinth/studio-frame';
import { type KeyboardEvent, useRef } from 'react';
import { type ApplicationText, insertsOf } from './application-texts.ts';

interface TranslationTableProps {
  readonly locale: string;
  readonly texts: readonly ApplicationText[];
  readonly messages: Readonly<Record<string, string>>;
  onTranslate(key: string, value: string): void;
  onOpen(text: ApplicationText): void;
}

/** Texts beside what they are called in the language; Enter keeps one and goes to the next. */
export function TranslationTable({ locale, texts, messages, onTranslate, onOpen }: TranslationTableProps) {
  const text = useText();
  const table = useRef<HTMLTableElement>(null);
  const step = (from: HTMLElement, by: 1 | -1) => {
    const inputs = [...(table.current?.querySelectorAll('textarea') ?? [])];
    const next = inputs[inputs.indexOf(from as HTMLTextAreaElement) + by];
    next?.focus();
    next?.select();
  };
  return (
    <table ref={table} className="translations-table">
      <thead>
        <tr>
          <th scope="col">{text('studio.translations.source', 'As it was written')}</th>
          <th scope="col">{text('studio.translations.translation', 'Translation')}</th>
        </tr>
      </thead>
      <tbody>
        {texts.map((each) => (
          <TextRow
            key={each.key}
            of={each}
            locale={locale}
            message={messages[each.key] ?? ''}
            onTranslate={onTranslate}
            onOpen={onOpen}
            onStep={step}
          />
        ))}
      </tbody>
    </table>
  );
}

interface TextRowProps extends Pick<TranslationTableProps, 'locale' | 'onTranslate' | 'onOpen'> {
  readonly of: ApplicationText;
  readonly message: string;
  onStep(from: HTMLElement, by: 1 | -1): void;
}

function TextRow({ of, locale, message, onTranslate, onOpen, onStep }: TextRowProps) {
  const text = useText();
  const draft = useDraft(message, (value) => onTranslate(of.key, value));
  const wanted = insertsOf(of.source);
  const missing = message === '' ? [] : wanted.filter((each) => !insertsOf(message).includes(each));
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Where text is composed, as Japanese is, Enter is the composition's.
    if (event.key === 'Enter' && !event.altKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      draft.onBlur();
      onStep(event.currentTarget, event.shiftKey ? -1 : 1);
    } else draft.onKeyDown(event);
  };
  return (
    <tr data-missing={message === '' ? '' : undefined}>
      <td>
        <button
          type="button"
          className="translations-source"
          title={text('studio.translations.open', 'Show where it is')}
          onClick={() => onOpen(of)}
        >
          <bdi>{of.source}</bdi>
          <small>
            <bdi>{of.place}</bdi>
          </small>
        </button>
      </td>
      <td>
        <textarea
          rows={1}
          lang={locale}
          dir={directionOf(locale)}
          aria-label={text('studio.translations.of', 'Translation of {source}', { source: of.source.slice(0, 200) })}
          placeholder={text('studio.translations.missing', 'not translated')}
          maxLength={20_000}
          {...draft}
          onKeyDown={keys}
        />
        {missing.length === 0 ? null : (
          <p className="translations-warning">
            <Icon name="alert-triangle" size={13} />{' '}
            {text('studio.translations.insertMissing', 'Without {inserts}', { inserts: missing.map((each) => `{{ ${each} }}`).join(', ') })}
          </p>
        )}
      </td>
    </tr>
  );
}
