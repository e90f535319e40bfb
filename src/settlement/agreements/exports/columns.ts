import type { ExportColumn } from '../../../platform/http/index.ts'
import type { AgreementItem } from '../schemas.ts'
import { AGREEMENT_STATE_WORDS } from './words.ts'

/** The list of agreements as a table: the newest version of each. */
export const AGREEMENT_COLUMNS: readonly ExportColumn<AgreementItem>[] = [
  { title: '协议名称', width: 36, value: ({ name }) => name },
  { title: '版本', width: 8, value: ({ number }) => number },
  { title: '状态', width: 12, value: ({ state }) => AGREEMENT_STATE_WORDS[state] },
  { title: '起始年', width: 10, value: ({ firstYear }) => firstYear },
  { title: '结束年', width: 10, value: ({ lastYear }) => lastYear },
  { title: '缔约方', width: 30, value: ({ parties }) => parties.map(({ name }) => name).join('、') },
  {
    title: '签署单位',
    width: 50,
    value: ({ parties }) => parties.flatMap(({ organization }) => organization?.name ?? []).join('、'),
  },
  {
    title: '待签署',
    width: 24,
    value: ({ state, parties }) =>
      state === 'offered' ? parties.flatMap(({ name, signature }) => (signature ? [] : [name])).join('、') : '',
  },
  { title: '起草单位', width: 34, value: ({ drafter }) => drafter.name },
  { title: '签齐时间', width: 24, value: ({ signedAt }) => signedAt },
]
