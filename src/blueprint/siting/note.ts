import {
  type Block,
  dateInWords,
  heading,
  noted,
  type Paper,
  paragraph,
  quoted,
  type Table,
} from '../../papers/index.ts'
import type { SitingDetail, SitingResult } from '../schemas/siting.ts'
import { CLASS_WORDS, KIND_WORDS } from '../words.ts'
import { CONFLICT_RULE_WORDS, SITING_WORDS } from './words.ts'

/** Zones and lines that the note lists one by one; the page has all of them. */
const MOST_LISTED = 60

/** 选址核验意见: the official note of a kept siting, without its picture, and before which block that stands. */
export function sitingNote(siting: SitingDetail, origin: string | null): { paper: Paper; picture: number } {
  const { result } = siting
  const page = `/blueprint?panel=siting&siting=${siting.id}`
  const before: Block[] = [
    heading(1, '一、核验对象'),
    ...subject(siting),
    heading(1, '二、核验结论'),
    ...verdict(siting, page),
    heading(1, '三、涉及的空间、控制线和设施'),
    ...touched(result, page),
    heading(1, '四、管控要求和依据'),
    ...requirements(result),
    heading(1, '五、周边站点和水源地'),
    ...nearest(result),
    ...(result.conflicts.length > 0 ? [heading(1, '六、所在地块未处理的空间冲突'), ...conflicts(result)] : []),
  ]
  const number = result.conflicts.length > 0 ? '七' : '六'
  const after: Block[] = [heading(1, `${number}、说明`), ...remarks(result, origin && `${origin}${page}`)]
  return {
    picture: before.length,
    paper: {
      mark: `${siting.organization.name}文件`,
      number: siting.number,
      title: `关于“${siting.name}”选址核验情况的函`,
      addressee: null,
      blocks: [...before, ...after],
      annexes: [],
      signature: { unit: siting.organization.name, date: dayOf(siting.at) },
      ...(result.hasSample ? { remark: '本函所用部分图层为示意边界，仅供演示' } : {}),
      printed: null,
    },
  }
}

/** The day in China of a moment. */
const dayOf = (moment: string) => new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

const hectares = (areaM2: number) => `${(areaM2 / 10_000).toFixed(areaM2 < 1000 ? 4 : 2)}公顷`
const metres = (length: number) => (length < 1000 ? `${length.toFixed(1)}米` : `${(length / 1000).toFixed(2)}千米`)
const percent = (share: number) => {
  const value = share * 100
  return value > 0 && value < 0.1 ? '不足0.1%' : `${value.toFixed(1)}%`
}

function subject({ name, purpose, result }: SitingDetail): Block[] {
  const { site, asOf, knownAt } = result
  const from = { drawn: '图上绘制', upload: '上传文件', project: '项目库' }[site.source.kind]
  const size =
    site.areaM2 !== null
      ? `面积${hectares(site.areaM2)}`
      : site.lengthM !== null
        ? `长度${metres(site.lengthM)}`
        : '为点状位置'
  const buffered = site.bufferM === null ? '' : `（按两侧或周边${site.bufferM}米范围核验）`
  const places = site.jurisdictions.map((one) => one.name).join('、') || '行政区界线资料未覆盖的区域'
  return [
    quoted(
      `核验对象：${name}（范围来源：${from}${site.source.label ? `，${site.source.label}` : ''}），${size}${buffered}，位于${places}，中心位置东经${middle(site.bbox, 0)}°、北纬${middle(site.bbox, 1)}°（2000国家大地坐标系）。`,
    ),
    ...(purpose ? [quoted(`用途：${purpose}`)] : []),
    paragraph(`核验以${dateInWords(asOf)}有效的图层为准，图层资料截至${dateInWords(dayOf(knownAt))}。`),
  ]
}

const middle = (bbox: readonly number[], axis: 0 | 1) => (((bbox[axis] ?? 0) + (bbox[axis + 2] ?? 0)) / 2).toFixed(4)

function verdict({ result }: SitingDetail, page: string): Block[] {
  const { verdict: is, touched: all, unknown } = result
  const count = (permits: string) => all.filter((one) => one.permits === permits).length
  const reason = {
    no: `涉及禁止建设的空间或控制线${count('no')}处`,
    condition: `不涉及禁止建设的空间和控制线，涉及有条件准入的${count('condition')}处`,
    unknown: '范围内有地块没有任何规划图层说明用途，不能作出可行的结论',
    yes: '范围内全部为允许建设的空间',
  }[is]
  const blocks: Block[] = [
    paragraph(
      '核验结论：',
      noted(SITING_WORDS.verdicts[is], '禁止优先于有条件，有条件优先于允许；没有资料的不作为允许', page),
      `。${reason}。`,
    ),
  ]
  if (unknown.share > 0.0005) blocks.push(paragraph(`其中${unknownWords(unknown)}没有任何图层说明用途，须另行查明。`))
  return blocks
}

function unknownWords({ areaM2, lengthM, share }: SitingResult['unknown']): string {
  const size = areaM2 !== null ? hectares(areaM2) : lengthM !== null ? metres(lengthM) : ''
  return size ? `${size}（占${percent(share)}）` : '该位置'
}

const nameOf = (one: { name: string; key: string }) => one.name || one.key
const kindWords = ({ kind, class: of }: { kind: keyof typeof KIND_WORDS; class: string | null }) =>
  of ? `${KIND_WORDS[kind]}（${CLASS_WORDS[of] ?? of}）` : KIND_WORDS[kind]

function touched({ touched: all, layers }: SitingResult, page: string): Block[] {
  if (all.length === 0) return [paragraph('范围内没有任何图层的空间、控制线和设施。')]
  const layerOf = new Map(layers.map((layer) => [layer.id, layer]))
  const table: Table = {
    ...{ kind: 'table', caption: '', note: null },
    columns: [
      { title: '序号', width: 6, align: 'center' },
      { title: '类别', width: 18 },
      { title: '名称', width: 18 },
      { title: '图层（修订）', width: 22 },
      { title: '涉及范围', width: 16, align: 'right' },
      { title: '占比', width: 11, align: 'right' },
      { title: '准入', width: 9, align: 'center' },
    ],
    rows: all.slice(0, MOST_LISTED).map((one, index) => {
      const layer = layerOf.get(one.layerId)
      return [
        String(index + 1),
        kindWords(one),
        nameOf(one),
        layer ? `${layer.name}（第${layer.revision}次）` : '',
        extentOf(one),
        one.share === null ? '—' : percent(one.share),
        SITING_WORDS.permits[one.permits] + (one.sliver ? '*' : ''),
      ]
    }),
  }
  const more = all.length - table.rows.length
  return [
    paragraph('涉及', noted(`${all.length}处`, '与核验范围有共同地面的要素', page), '，具体如下。'),
    table,
    ...(more > 0 ? [paragraph(`其余${more}处见系统页面。`)] : []),
    ...(all.some(({ sliver }) => sliver)
      ? [paragraph('带*号的重叠面积或宽度很小，可能是图件边界误差，须实地核实。')]
      : []),
    ...(all.some(({ unsure }) => unsure) ? [paragraph('个别要素边界自相矛盾，涉及但未能量算，须先修正图件。')] : []),
  ]
}

function extentOf({ areaM2, lengthM, crossings, unsure }: SitingResult['touched'][number]): string {
  if (unsure) return '未能量算'
  if (areaM2 !== null) return hectares(areaM2)
  if (lengthM !== null) return metres(lengthM)
  return crossings > 0 ? `相交${crossings}处` : '在范围内'
}

function requirements({ rules, touched: all }: SitingResult): Block[] {
  const unruled = all.filter(({ rule }) => rule === null).length
  if (rules.length === 0 && unruled === 0) return [paragraph('没有可引用的管控要求。')]
  return [
    ...rules.map((rule, index) => {
      const { instrument, article, confidence } = rule.citation
      const doubt = confidence === 'own' ? '；依据尚待核实，使用前须向主管部门确认' : ''
      return quoted(
        `${index + 1}. ${kindWords(rule)}——${SITING_WORDS.permits[rule.permits]}：`,
        {
          text: rule.words.zh,
          note: { text: `${instrument}${article}（${SITING_WORDS.confidences[confidence]}${doubt}）`, path: null },
        },
        '。',
      )
    }),
    ...(unruled > 0 ? [paragraph(`另有${unruled}处要素没有对应的准入规则，须人工核定。`)] : []),
  ]
}

function nearest({ nearest: near, layers }: SitingResult): Block[] {
  const layerOf = new Map(layers.map((layer) => [layer.id, layer.name]))
  const rows = [
    ...near.stations.map((one) => ['站点', one] as const),
    ...near.waterSources.map((one) => ['水源地', one] as const),
  ]
  if (rows.length === 0) return [paragraph('图层中没有站点和饮用水水源保护区的资料。')]
  return [
    paragraph('最近的站点和饮用水水源保护区（椭球面距离，自范围边缘起算）如下。'),
    {
      ...{ kind: 'table', caption: '', note: null },
      columns: [
        { title: '类别', width: 14, align: 'center' },
        { title: '名称', width: 34 },
        { title: '图层', width: 34 },
        { title: '距离', width: 18, align: 'right' },
      ],
      rows: rows.map(([words, one]) => [
        words,
        nameOf(one),
        layerOf.get(one.layerId) ?? '',
        one.distanceM === 0 ? '在范围内' : metres(one.distanceM),
      ]),
    },
  ]
}

function conflicts({ conflicts: all }: SitingResult): Block[] {
  return [
    paragraph(`所在地块有${all.length}处空间冲突尚未处理：`),
    ...all
      .slice(0, 10)
      .map(({ rule, areaM2, left, right }) =>
        quoted(
          `${CONFLICT_RULE_WORDS[rule] ?? rule}：${[left, right].filter(Boolean).join('与')}，${hectares(areaM2)}。`,
        ),
      ),
  ]
}

function remarks({ rulesVersion, layers, hasSample, revisions }: SitingResult, address: string | null): Block[] {
  return [
    paragraph(
      `本函依据准入规则${rulesVersion}版和当时可见的${revisions.length}个图层作出，所涉图层${layers.length}个；面积、长度在2000国家大地坐标系椭球面上量算。本函为规划符合性核验意见，不代替用地用海预审、规划许可和其他法定审批。`,
    ),
    ...(hasSample ? [paragraph('所涉图层含示意边界，不是正式划定成果，不得作为审批依据。')] : []),
    ...(address ? [quoted(`在线查阅：${address}`)] : []),
  ]
}
