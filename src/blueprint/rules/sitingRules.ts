import type { Kind } from '../kinds.ts'
import type { Confidence } from './conflictRules.ts'

/** What a zone, a line or a point says to building on it. */
export type Permission = 'no' | 'condition' | 'yes'

/** Where a rule is from: the instrument as it is cited, the article, and how sure that is. */
export interface Citation {
  readonly instrument: string
  /** Empty: the instrument as a whole. */
  readonly article: string
  readonly confidence: Confidence
}

/** The same words in both languages; Chinese is what the note prints. */
export interface Words {
  readonly zh: string
  readonly en: string
}

/** What one kind, or one class of it, permits. */
export interface SitingRule {
  readonly code: string
  readonly kind: Kind
  /** The class that it is about; null: the kind, where nothing is said of the class. */
  readonly class: string | null
  readonly permits: Permission
  /** The condition, or what a `no` excepts, or what a `yes` still asks for. */
  readonly words: Words
  readonly citation: Citation
}

/** Named in every siting: a rule that changes makes it another one. */
export const SITING_RULES_VERSION = '2026-11'

const cite = (instrument: string, article: string, confidence: Confidence): Citation => ({
  instrument,
  article,
  confidence,
})
const LAND = '《中华人民共和国土地管理法》（2019年修正）'
const WATER = '《中华人民共和国水污染防治法》（2017年修正）'
const SEA = '《中华人民共和国海洋环境保护法》（2023年修订）'
const RED_LINE = '《关于加强生态保护红线管理的通知（试行）》（自然资发〔2022〕142号）'
const BOUNDARY = '《城镇开发边界管理办法（试行）》（2026年）'
const CITY_GUIDE = '《市级国土空间总体规划编制指南（试行）》（2020年）'
const SEA_USE = '《中华人民共和国海域使用管理法》（2001年）'
const SHORE = '《海岸线保护与利用管理办法》（2017年）'

type Line = readonly [Kind, string | null, Permission, zh: string, en: string, Citation]

/**
 * What each kind and class permits. Confirmed ones say so by their confidence; `own` is our knowledge alone, to be
 * confirmed with the authority before anything rests on it. A line of no class stands for what has none, or one not known.
 */
const LINES: readonly Line[] = [
  ...([
    [
      'permanent_farmland',
      null,
      'no',
      '不得擅自占用或者改变用途；国家能源、交通、水利、军事设施等重点建设项目选址确实难以避让的，须经国务院批准',
      'Not to be taken and not to change its use; national key projects in energy, transport, water and defence that cannot avoid it need the State Council’s approval',
      cite(LAND, '第三十五条、第四十四条', 'official'),
    ],
    [
      'ecological_red_line',
      'core',
      'no',
      '自然保护地核心保护区原则上禁止人为活动',
      'Core of a nature reserve: in principle no human activity',
      cite(RED_LINE, '', 'one'),
    ],
    [
      'ecological_red_line',
      'general',
      'condition',
      '禁止开发性、生产性建设；仅限不破坏生态功能的有限人为活动（如必须且无法避让的线性基础设施、供水、防洪、通讯，巡护监测，生态修复等十类），并按规定论证审批',
      'No development or production building; only the ten kinds of limited activity that do not harm its function (unavoidable linear infrastructure, water supply, flood control, patrol and monitoring, restoration …), examined and approved as prescribed',
      cite(RED_LINE, '', 'one'),
    ],
    [
      'ecological_red_line',
      null,
      'condition',
      '图层未注明是否属自然保护地核心保护区，须先查明：属核心保护区的，原则上禁止人为活动；其余仅限十类有限人为活动，并按规定论证审批',
      'The layer does not say whether this is the core of a reserve; find out first: in the core no human activity, elsewhere only the ten kinds of limited activity, examined and approved as prescribed',
      cite(RED_LINE, '', 'one'),
    ],
    [
      'urban_boundary',
      null,
      'yes',
      '按详细规划实施建设，办理规划许可',
      'Build under the detailed plan, with planning permission',
      cite('《中华人民共和国城乡规划法》（2019年修正）', '第四十条', 'one'),
    ],
    [
      'urban_boundary',
      'concentrated',
      'yes',
      '按详细规划实施建设，办理规划许可',
      'Build under the detailed plan, with planning permission',
      cite('《中华人民共和国城乡规划法》（2019年修正）', '第四十条', 'one'),
    ],
    [
      'urban_boundary',
      'flexible',
      'condition',
      '弹性发展区须先按规定调整为集中建设区，方可安排城镇集中建设',
      'A flexible area first has to become one of concentrated building, as prescribed',
      cite(CITY_GUIDE, '', 'own'),
    ],
    [
      'urban_boundary',
      'special_purpose',
      'condition',
      '特别用途区原则上禁止城镇集中建设，仅可按规划建设必要的公园绿地、休闲游憩等设施',
      'A special-purpose area in principle takes no concentrated building; parks, leisure and the like as planned',
      cite(CITY_GUIDE, '', 'own'),
    ],
  ] satisfies Line[]),
  ...([
    [
      'urban_space',
      null,
      'yes',
      '位于城镇开发边界内的，按详细规划办理规划许可；位于边界外的，不得设立各类开发区和城镇新区',
      'Inside the urban boundary with planning permission under the detailed plan; outside of it no development zone and no new town',
      cite(BOUNDARY, '', 'one'),
    ],
    [
      'agricultural_space',
      null,
      'condition',
      '涉及农用地转为建设用地的，须办理农用地转用审批；占用耕地的，落实占补平衡',
      'Turning farm land into building land needs approval; cultivated land that is taken has to be made up for',
      cite(LAND, '第三十条、第四十四条', 'official'),
    ],
    [
      'ecological_space',
      null,
      'condition',
      '生态保护红线外的生态空间，原则上限制开发建设，须按国土空间用途管制要求论证并依法办理审批',
      'Ecological space outside the red line restricts building; it has to be examined under land-use control and approved',
      cite('《自然生态空间用途管制办法（试行）》（国土资发〔2017〕33号）', '', 'own'),
    ],
    [
      'nature_reserve',
      'core',
      'no',
      '核心保护区原则上禁止人为活动',
      'Core: in principle no human activity',
      cite('《关于建立以国家公园为主体的自然保护地体系的指导意见》（2019年）', '', 'one'),
    ],
    [
      'nature_reserve',
      'general',
      'condition',
      '一般控制区限制人为活动，禁止违法建设污染环境、破坏生态的项目，须征得自然保护地主管部门意见并依法审批',
      'General zone: human activity is limited; nothing that pollutes or harms; ask the reserve’s authority, and have it approved',
      cite('《关于建立以国家公园为主体的自然保护地体系的指导意见》（2019年）', '', 'own'),
    ],
    [
      'nature_reserve',
      null,
      'condition',
      '图层未注明功能分区，须先查明：属核心保护区的，原则上禁止人为活动；属一般控制区的，限制人为活动并依法审批',
      'The layer does not say which zone this is; find out first: in the core no human activity, elsewhere limited and with approval',
      cite('《关于建立以国家公园为主体的自然保护地体系的指导意见》（2019年）', '', 'own'),
    ],
    [
      'water_source',
      'grade_one',
      'no',
      '禁止新建、改建、扩建与供水设施和保护水源无关的建设项目',
      'Nothing may be built that does not serve the water supply or the protection of the source',
      cite(WATER, '第六十五条', 'two'),
    ],
    [
      'water_source',
      'grade_two',
      'condition',
      '禁止新建、改建、扩建排放污染物的建设项目；不得设置排污口',
      'Only what discharges no pollutants; no outfall',
      cite(WATER, '第六十四条、第六十六条', 'two'),
    ],
    [
      'water_source',
      'quasi',
      'condition',
      '禁止新建、扩建对水体污染严重的建设项目；改建不得增加排污量',
      'Nothing that pollutes the water heavily; a conversion may not discharge more',
      cite(WATER, '第六十七条', 'one'),
    ],
    [
      'water_source',
      null,
      'condition',
      '图层未注明保护区级别，须先查明：一级保护区禁止与供水和保护水源无关的建设，二级保护区禁止排放污染物的建设',
      'The layer does not say which grade this is; find out first: grade one only for water supply, grade two nothing that discharges',
      cite(WATER, '第六十五条至第六十七条', 'one'),
    ],
  ] satisfies Line[]),
  ...([
    [
      'sea_zone',
      'marine_protection',
      'no',
      '海洋保护区内禁止违法建设污染环境、破坏生态的工程；不得新设工业排污口和城镇污水处理厂排污口',
      'Marine protection: no works that pollute or harm; no new industrial or municipal outfall',
      cite(SEA, '第四十八条、第六十一条', 'one'),
    ],
    ['sea_zone', 'fishery', 'condition', ...fits('农渔业', 'farming and fishery')],
    ['sea_zone', 'port', 'condition', ...fits('港口航运', 'ports and shipping')],
    ['sea_zone', 'industry_town', 'condition', ...fits('工业与城镇用海', 'industry and towns')],
    ['sea_zone', 'mineral_energy', 'condition', ...fits('矿产与能源', 'minerals and energy')],
    ['sea_zone', 'tourism', 'condition', ...fits('旅游休闲娱乐', 'tourism and leisure')],
    ['sea_zone', 'special_use', 'condition', ...fits('特殊利用', 'special use')],
    [
      'sea_zone',
      'reserved',
      'condition',
      '保留区在调整功能之前限制开发，须先经论证调整功能分区',
      'Reserved: not to be developed before its function is changed after examination',
      cite(SEA_USE, '', 'own'),
    ],
    [
      'sea_zone',
      null,
      'condition',
      '须符合海洋功能分区和国土空间规划，依法取得海域使用权；严格管控新增围填海',
      'It has to fit the sea’s functions and the territorial plan, and needs a right to use the sea; new reclamation is under strict control',
      cite(SEA, '第十三条', 'one'),
    ],
    [
      'coastline',
      'natural',
      'condition',
      '国家严格保护自然岸线，禁止违法占用、损害；确需占用的，须论证并落实岸线占补，属严格保护岸线的不得建设永久性建筑物',
      'Natural shore is strictly protected; taking it needs examination and making up for it; on strictly protected shore nothing permanent',
      cite(`${SHORE}、${SEA}`, '第三十九条', 'one'),
    ],
    [
      'coastline',
      'restored',
      'condition',
      '整治修复后具有自然形态和生态功能的岸线按自然岸线管理，占用须论证并落实占补',
      'Restored shore that works as natural shore is treated as such: examination, and making up for what is taken',
      cite(SHORE, '', 'two'),
    ],
    [
      'coastline',
      'artificial',
      'yes',
      '人工岸线优先集约利用，依法办理用海用岸手续，促进生态化',
      'Artificial shore is used first, with the permits for sea and shore',
      cite(SHORE, '', 'own'),
    ],
    [
      'coastline',
      null,
      'condition',
      '图层未注明岸线类型，须先查明是否为自然岸线；属自然岸线的，禁止违法占用、损害',
      'The layer does not say what shore this is; find out first whether it is natural, which may not be taken or harmed unlawfully',
      cite(SEA, '第三十九条', 'one'),
    ],
  ] satisfies Line[]),
  ...([
    [
      'infrastructure',
      null,
      'condition',
      '涉及既有基础设施，须征求权属和主管单位意见，满足安全防护距离',
      'Existing infrastructure: ask its owner and authority, and keep the safety distance',
      cite('《中华人民共和国城乡规划法》（2019年修正）', '第三十五条', 'own'),
    ],
    [
      'station',
      null,
      'condition',
      '涉及监测站点，须保护监测设施和监测环境，确需迁移的先经主管部门同意',
      'A monitoring station: keep it and what it measures undisturbed; moving it needs its authority’s consent',
      cite('《环境监测管理办法》（2007年）', '', 'own'),
    ],
    [
      'project_site',
      null,
      'condition',
      '与已登记项目用地重叠，须与该项目单位和主管部门协调',
      'It lies on the site of another project: settle it with that project’s unit and authority',
      cite('《中华人民共和国土地管理法》（2019年修正）', '第五十六条', 'own'),
    ],
  ] satisfies Line[]),
]

function fits(zh: string, en: string): [zh: string, en: string, citation: Citation] {
  return [
    `须为${zh}及其配套用海，符合海洋功能分区和国土空间规划，依法取得海域使用权；严格管控新增围填海`,
    `Only for ${en} and what belongs to it, with a right to use the sea; new reclamation is under strict control`,
    cite(SEA_USE, '第四条、第十五条', 'own'),
  ]
}

export const SITING_RULES: readonly SitingRule[] = LINES.map(([kind, of, permits, zh, en, citation]) => ({
  code: of === null ? kind : `${kind}.${of}`,
  ...{ kind, class: of, permits, words: { zh, en }, citation },
}))

/** Kinds that say what ground is for: where none of them is, nothing is known about it. */
export const DESIGNATIONS: readonly Kind[] = [
  'urban_space',
  'agricultural_space',
  'ecological_space',
  'urban_boundary',
  'permanent_farmland',
  'ecological_red_line',
  'sea_zone',
]

/** The rule for a feature: that of its class, else that of its kind where nothing is known of the class. */
export function sitingRuleOf(rules: readonly SitingRule[], kind: Kind, of: string | null): SitingRule | null {
  return (
    rules.find((rule) => rule.kind === kind && rule.class === of) ??
    rules.find((rule) => rule.kind === kind && rule.class === null) ??
    null
  )
}
