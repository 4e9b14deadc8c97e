import type { HomePlace } from '@plinth/studio-frame';

/** The people of the tenant, beside the list of its applications. */
export const memberPlaces: readonly HomePlace[] = [
  {
    key: 'members',
    title: 'Members',
    icon: 'users',
    load: async () => (await import('./members/member-screen.tsx')).MemberScreen,
  },
  {
    key: 'groups',
    title: 'Groups',
    icon: 'users-group',
    load: async () => (await import('./groups/group-screen.tsx')).GroupScreen,
  },
  {
    key: 'access',
    title: 'Access',
    icon: 'key',
    load: async () => (await import('./roles/access-screen.tsx')).AccessScreen,
  },
];
