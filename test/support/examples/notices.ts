import type { Example } from '../accessExamples.ts'

const get =
  (url: string): Example =>
  async () => ({ method: 'GET', url })

export const noticeExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/notices': get('/api/v1/notices'),
  'GET /api/v1/notices/unread': get('/api/v1/notices/unread'),
  'POST /api/v1/notices/read': async () => ({ method: 'POST', url: '/api/v1/notices/read', payload: {} }),
  'GET /api/v1/notices/preference': get('/api/v1/notices/preference'),
  'PUT /api/v1/notices/preference': async () => ({
    method: 'PUT',
    url: '/api/v1/notices/preference',
    payload: { mail: 'each' },
  }),
  'GET /api/v1/calendar-feeds': get('/api/v1/calendar-feeds'),
  'POST /api/v1/calendar-feeds': async () => ({ method: 'POST', url: '/api/v1/calendar-feeds' }),
  'DELETE /api/v1/calendar-feeds/:id': async ({ as, owner }) => {
    const made = await (await as(owner)).post('/api/v1/calendar-feeds')
    return { method: 'DELETE', url: `/api/v1/calendar-feeds/${made.json().id}` }
  },
}
