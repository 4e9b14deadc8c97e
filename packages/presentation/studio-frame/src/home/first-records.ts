import { type ActionBody, appId, indexBetween, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';

/** What a new application starts with: an empty page as its home, and a role that every member holds. */
export function firstRecords(): ActionBody {
  const page = shortId();
  const insert = (record: ReturnType<typeof withDefaults>): ActionBody => ({ type: 'RECORD_INSERT', payload: { record } });
  return {
    type: 'BATCH',
    payload: {
      actions: [
        insert(
          withDefaults({ id: page, kind: 'page', key: 'home', path: '', label: 'Home', icon: 'home', index: indexBetween(null, null) }),
        ),
        insert(withDefaults({ id: shortId(), kind: 'role', key: 'member', label: 'Member', heldBy: 'members' })),
        { type: 'RECORD_UPDATE', payload: { id: appId, path: ['homePage'], value: page } },
      ],
    },
  };
}
