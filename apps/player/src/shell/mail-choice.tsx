import { Menu } from '@mantine/core';
import { getNoticePreferences, setNoticePreferences } from '@plinth/api-contract';
import { Icon, useText } from '@plinth/component-kit';
import { api, useLoaded } from '@plinth/web-shell';
import { useCallback, useState } from 'react';

/** Whether the person gets mails about tasks, in the person's menu; nothing where no mails are sent at all. */
export function MailChoice({ tenant }: { readonly tenant: string }) {
  const text = useText();
  const [loaded] = useLoaded(useCallback((signal) => api.call(getNoticePreferences, { tenant }, {}, { signal }), [tenant]));
  const [chosen, setChosen] = useState<boolean | null>(null);
  if (loaded.state !== 'ready' || !loaded.value.sent) return null;
  const wanted = chosen ?? loaded.value.tasksByMail;
  const choose = async () => {
    setChosen(!wanted);
    // What could not be kept is shown as it was.
    await api.call(setNoticePreferences, { tenant }, { tasksByMail: !wanted }).catch(() => setChosen(wanted));
  };
  return (
    <>
      <Menu.Item
        closeMenuOnClick={false}
        leftSection={<Icon name="mail" size={16} />}
        rightSection={wanted ? <Icon name="check" size={14} label={text('player.chosen', 'Chosen')} /> : null}
        onClick={() => void choose()}
      >
        {text('player.taskMails', 'Mails about tasks')}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}
