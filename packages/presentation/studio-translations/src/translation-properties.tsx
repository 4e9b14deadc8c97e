import { appOf, type RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { ToolButton, useDefinition, useDraft } from '@plinth/studio-frame';
import { useState } from 'react';
import { changeLocale, removeTranslation, type TranslationEdit } from './translation-edits.ts';

interface TranslationPropertiesProps {
  readonly translation: RecordOf<'translation'>;
  onEdit(edit: TranslationEdit): boolean;
}

const tag = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Which language it is. */
export function TranslationProperties({ translation, onEdit }: TranslationPropertiesProps) {
  const text = useText();
  const definition = useDefinition();
  const [wrong, setWrong] = useState(false);
  const draft = useDraft(translation.locale, (written) => {
    const fits = tag.test(written.trim());
    setWrong(!fits);
    if (fits) onEdit(changeLocale(translation, written.trim()));
  });
  return (
    <>
      <header className="studio-panel-head">
        <h2>{text('studio.translations.language', 'Language')}</h2>
        <ToolButton
          icon="trash"
          label={text('studio.translations.remove', 'Remove language')}
          onClick={() => onEdit(removeTranslation(translation))}
        />
      </header>
      <div className="translations-properties">
        <label>
          {text('studio.translations.tag', 'Tag')}
          <input type="text" dir="ltr" spellCheck={false} maxLength={35} aria-invalid={wrong || undefined} {...draft} />
        </label>
        <p data-wrong={wrong ? '' : undefined}>
          {text('studio.translations.tagHelp', 'As browsers name languages: de, pt-BR, ar. People get it by the language they chose.')}
        </p>
        <p>
          {text('studio.translations.written', 'The application is written in {locale}.', {
            locale: appOf(definition)?.defaultLocale ?? 'en',
          })}
        </p>
        <p>
          {text(
            'studio.translations.previewHelp',
            'Above a page’s canvas you choose the language in which you look at it: also one that nobody speaks, which shows what is cut off, and one from right to left.',
          )}
        </p>
      </div>
    </>
  );
}
