import { useTranslation } from 'react-i18next'
import { zhCN } from '../messages/zh-CN.ts'

/** What of the log is shown, as the address says it. */
export interface AuditSearch {
  action?: string
  user?: string
  subject?: string
  id?: string
}

type ActionKey = keyof typeof zhCN.audit.actions
type SubjectKey = keyof typeof zhCN.audit.subjects
type RoomKey = keyof typeof zhCN.audit.rooms

/** Every action that has words, by its code: the first word of the code is the room it belongs to. */
export const actions = (Object.keys(zhCN.audit.actions) as ActionKey[]).map((key) => ({
  key,
  code: key.replace('_', '.'),
  room: key.slice(0, key.indexOf('_')) as RoomKey,
}))

/** The rooms whose acts the log knows. */
export const rooms = Object.keys(zhCN.audit.rooms) as RoomKey[]

export const subjects = Object.keys(zhCN.audit.subjects) as SubjectKey[]

/** An action in words; one that this page does not know yet keeps its code. */
export function useActionText(): (code: string) => string {
  const { t } = useTranslation()
  return (code) => {
    const known = actions.find((action) => action.code === code)
    return known ? t(`audit.actions.${known.key}`) : code
  }
}

export function useSubjectText(): (kind: string) => string {
  const { t } = useTranslation()
  return (kind) => {
    const known = subjects.find((subject) => subject === kind)
    return known ? t(`audit.subjects.${known}`) : kind
  }
}
