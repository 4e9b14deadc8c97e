import { copyText, Icon, useText } from '@plinth/component-kit';
import { useState } from 'react';

interface CopiedTextProps {
  /** For those who do not see where it stands. */
  readonly label: string;
  readonly value: string;
  /** Whether it is what one came for. */
  readonly isFirst?: boolean;
}

/** Something to be copied to another program, by a button or by hand. */
export function CopiedText({ label, value, isFirst = false }: CopiedTextProps) {
  const text = useText();
  const [isCopied, setCopied] = useState(false);
  const name = isCopied ? text('studio.webhook.copied', 'Copied') : text('studio.webhook.copy', 'Copy: {what}', { what: label });
  return (
    <span className="webhook-copied">
      <input
        type="text"
        dir="ltr"
        data-code
        data-autofocus={isFirst || undefined}
        readOnly
        aria-label={label}
        value={value}
        title={value}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
      {/* Where a page is no secure context, there is no clipboard: it can be copied by hand. */}
      {navigator.clipboard === undefined ? null : (
        <button type="button" className="studio-tool" title={name} aria-label={name} onClick={() => void copyText(value).then(setCopied)}>
          <Icon name={isCopied ? 'check' : 'copy'} size={14} />
        </button>
      )}
    </span>
  );
}
