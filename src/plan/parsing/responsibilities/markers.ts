import type { Role } from '../types.ts'

/**
 * Labels: what stands before a colon and says who the names after it are. Source: the forms in use in plans, work
 * programmes and task tables of all levels of government.
 */
const LABEL_NOUN = '(?:单位|部门|主体|地区|区县|市县|地方|机构|处室|科室|企业|责任单位|领导小组)'
const LABEL_VERB =
  '(?:总牵头|共同牵头|牵头|负责|第一责任|主要责任|直接责任|责任|主责|主办|主管|主抓|协办|承办|配合|参与|参加|协助|协作|协同|辅助|实施|组织实施|落实|推进|执行|支持|建设|监管|行业主管|具体)'
/** A label of persons or times ends the list before it and starts nothing. */
const OTHER =
  '(?:(?:责任|牵头|分管|联系|包联|挂钩|市|省|区|县)*(?:领导|人员|负责人|责任人|联系人)|责任人|负责人|联系人|完成时限|完成时间|完成期限|时间要求|时限要求|时限|时间节点|进度要求|进度安排|办理时限|工作时限|实施时间|实施期限|目标要求|工作目标|工作要求|备注|说明|资金来源|工作措施|具体措施|主要任务|工作任务|工作内容|主要内容|建设地点|实施范围|考核方式)'
export const LABEL = new RegExp(
  `(?:${LABEL_VERB}(?:[(（]?(?:${LABEL_VERB})[)）]?|(?:和|及|与|、|/)(?:${LABEL_VERB}))?${LABEL_NOUN}(?:[(（](?:单位|部门|地区|[^()（）]{0,12}排[^()（）]{0,12}|[^()（）]{0,14}牵头[^()（）]{0,10})[)）])?(?::|为(?=[^主第首]))|${OTHER}:)`,
  'g',
)

export function labelRole(label: string): Role | 'skip' {
  if (
    /领导|人员|责任人|负责人|联系人|时限|时间|期限|进度|目标|要求|备注|说明|资金|措施|任务|内容|地点|范围|考核/.test(
      label,
    ) &&
    !/单位|部门|主体/.test(label)
  )
    return 'skip'
  if (/[和及与、/]/.test(label) && /牵头/.test(label)) return 'responsible'
  if (/牵头|主办|主责|主抓|第一责任/.test(label) && !/牵头[^()（）]*[)）]/.test(label)) return 'lead'
  if (/配合|参与|参加|协助|协作|协同|协办|辅助|支持/.test(label)) return 'participant'
  return 'responsible'
}

const DIVISION =
  '(?:(?:按|按照|依|依照|依据|根据|结合)(?:照)?(?:各自|部门|其|法定|相关)*(?:职责|职能|职权|分工|任务|工作)(?:和|与|及|、)?(?:职责|权限|分工|任务)?(?:要求|范围)?(?:内)?,?)'
/** Verbs that follow the names they are about, and the infix 会同. Longer forms first: the first that fits wins. */
export const VERB = new RegExp(
  [
    `${DIVISION}(?:共同|分别|分头|协同|各自|切实|具体|抓好|做好|密切)*(?:负责|落实|推进|实施|办理|配合|组织|参与|牵头|抓好|承担|推动|开展|做好|完成|执行|工作)(?:组织|实施|落实|推进|工作|好)*`,
    '(?:总|共同|分别|联合)?牵头(?!单位|部门|的|责任)(?:抓总|负责|组织|落实|实施|推进|承办|办理)*',
    '负责牵头(?:落实|推进|实施)*',
    '负总责|总负责',
    '(?:共同|分别|分头|分工|具体|主要|各自|统筹|协同|组织|总)*负责(?:组织|实施|落实|推进|指导|抓好|配合|具体|统筹|协调)*',
    '(?:具体|抓好|共同|分别)*(?:组织实施|贯彻落实|推进落实|抓好落实|推动落实|落实|组织落实|承担|承办|实施|推进)(?=$|[)\\]〕】,;。])',
    '主办|协办',
    '(?:共同|积极|协同|协助|密切|分别|做好|予以|给予|全力|主动)*(?:配合|参与|参加|协助|协同|协作|支持|指导|督导)(?:实施|落实|推进|负责|工作|配合|做好)*(?=$|[)\\]〕】,;。、])',
    '会同|会商(?!机制|制度|研判)|(?:(?<=[厅局委办部府署])商|联合)(?=[^,;。]{2,60}(?:负责|牵头|落实|实施|推进|办理|制定))',
  ].join('|'),
  'g',
)

export function verbOf(verb: string): Role | 'with' {
  if (verb === '会同' || verb === '会商' || verb === '商' || verb === '联合') return 'with'
  if (verb.includes('牵头') || verb === '主办' || verb === '负总责' || verb === '总负责') return 'lead'
  if (verb === '协办' || /配合|参与|参加|协助|协作|支持|^(?:共同|加强)*(?:指导|督导)/.test(verb))
    return verb.includes('负责') ? 'responsible' : 'participant'
  if (/^(?:共同|积极)*协同/.test(verb)) return 'participant'
  return 'responsible'
}
