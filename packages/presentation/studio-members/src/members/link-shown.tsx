import { Button, TextInput } from '@mantine/core';
import type { OneTimeLink } from '@plinth/api-contract';
import { copyText, useFormat, useText } from '@plinth/component-kit';
import { useState } from 'react';

/** What became of a one-time link: mailed, or here to be passed on. */
export function LinkShown({ link }: { readonly link: OneTimeLink }) {
  const text = useText();
  const format = useFormat();
  const [copied, setCopied] = useState(false);
  const until = format.relative(link.expiresAt);
  if (link.path === null) {
    return <p role="status">{text('studio.members.mailed', 'The link was sent by mail. It works once and ends {until}.', { until })}</p>;
  }
  const address = new URL(link.path, location.origin).href;
  return (
    <div className="studio-form">
      <TextInput
        label={text('studio.members.link', 'One-time link')}
        description={text('studio.members.linkHelp', 'Pass it on yourself: no mail is sent from here. It works once and ends {until}.', {
          until,
        })}
        value={address}
        readOnly
        dir="ltr"
        onFocus={({ currentTarget }) => currentTarget.select()}
        data-autofocus
      />
      {/* Where a page is no secure context, there is no clipboard: the field can be copied by hand. */}
      {navigator.clipboard === undefined ? null : (
        <Button variant="default" onClick={() => void copyText(address).then(setCopied)}>
          {copied ? text('studio.members.copied', 'Copied') : text('studio.members.copyLink', 'Copy link')}
        </Button>
      )}
    </div>
  );
}
