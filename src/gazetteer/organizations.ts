import type { Confidence } from './jurisdictions.ts'

export const ORGANIZATION_KINDS = [
  'government',
  'department',
  'party_body',
  'vertical_body',
  'company',
  'institution',
  'mass_organization',
  'coordination_body',
  'other',
] as const
/** What sort of body a unit is; a vertical body (海事局, 海关) answers to the nation and not to the place it sits in. */
export type OrganizationKind = (typeof ORGANIZATION_KINDS)[number]

export type NameKind = 'full' | 'short' | 'alias' | 'printed'
export type OrganizationState = 'confirmed' | 'provisional' | 'merged'
export type RelationKind = 'renamed_to' | 'merged_into' | 'split_into' | 'duty_moved' | 'abolished'

/** A unit (单位) as the rules see it. Dates are ISO days, null is open on that side. */
export interface Organization {
  id: string
  jurisdiction: string | null
  kind: OrganizationKind
  name: string
  shortName: string
  validFrom: string | null
  validTo: string | null
  state: OrganizationState
  confidence: Confidence
}

/** One way a unit is or was called, with what it is looked up by. */
export interface OrganizationName {
  organizationId: string
  name: string
  kind: NameKind
  scope: string
  key: string
  ownPapersOnly: boolean
  validFrom: string | null
  validTo: string | null
}

/** What became of a unit, or of one of its duties, on a day. */
export interface OrganizationRelation {
  from: string
  to: string | null
  kind: RelationKind
  duty: string | null
  /** First day of the new order; the first of the month or year where only that is known. */
  date: string
  precision: 'day' | 'month' | 'year'
  source: string
  confidence: Confidence
  note: string | null
}

const KIND_BY_ENDING: readonly [RegExp, OrganizationKind][] = [
  [/公司$|集团$|公司\(.*\)$|银行$/u, 'company'],
  [/政府$|行政公署$|行署$/u, 'government'],
  [/联席会议|领导小组|委员会办公室|协调办|指挥部|协调小组/u, 'coordination_body'],
  [
    /^(?:自治区|省|市|县|区)?党?委(?:办|组织|宣传|统战|政法|编|网信|改革|外|金融|社会)|党委|纪委|(?:组织|宣传|统战)部$/u,
    'party_body',
  ],
  [/总工会$|团委$|妇联$|残联$|科协$|工商联$|侨联$|文联$|贸促会$/u, 'mass_organization'],
  [
    /海关|海事局|税务局|通信管理局|气象局|地震局|邮政管理局|检验检疫局|铁路局|航务管理局|民航|人民银行|[银证保]监局|金融监管局|流域|水利委|能源监管局|专员办/u,
    'vertical_body',
  ],
  [/大学$|学院$|研究院$|研究所$|研究中心$|中心$|医院$|科学院$|博物馆$|学校$|管委会$|管理委员会$/u, 'institution'],
  [/[厅局委办部署院]$|委员会$|办公室$/u, 'department'],
]

/** What a name by its form is most likely to be; the guess for a unit that a machine adds. */
export function kindOfName(name: string): OrganizationKind {
  return KIND_BY_ENDING.find(([ending]) => ending.test(name))?.[1] ?? 'other'
}
