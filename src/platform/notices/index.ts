import type {} from './tables.ts'

export { type MailSettings, sendMail } from './mail.ts'
export { type Notice, notify } from './notify.ts'
export { chooseMail, countUnread, listNotices, mailWish, markRead } from './store.ts'
export type { MailWish } from './tables.ts'
