import { describe, expect, test } from 'vitest'
import { parseDocument } from '../index.ts'
import { parseText, sourceOf } from '../sources.testing.ts'

/** The outline as `address: title`. */
const outlineOf = (...lines: string[]) => parseText(lines.join('\n')).outline.map((node) => `${node.id}: ${node.title}`)
const BODY = '本段写明具体做法和要求，说明由谁来做、做到什么程度，以便检查。'

describe('marked headings', () => {
  test('[PARSE-1] every marker of official documents is known, in either width', () => {
    expect(
      outlineOf(
        '第一章　总则',
        '第一节 目标',
        '一、要求',
        '（一）原则',
        '1．做法',
        '（1）步骤',
        '①细目',
        '附件2',
        '某某任务清单',
        '一、第一项',
      ),
    ).toEqual([
      '第一章: 总则',
      '第一章/第一节: 目标',
      '第一章/第一节/一: 要求',
      '第一章/第一节/一/(一): 原则',
      '第一章/第一节/一/(一)/1: 做法',
      '第一章/第一节/一/(一)/1/(1): 步骤',
      '第一章/第一节/一/(一)/1/(1)/①: 细目',
      '附件2: 某某任务清单',
      '附件2/一: 第一项',
    ])
  })

  test('[PARSE-2] levels are learned: a style goes below the one it was first met under, and closes what it continues', () => {
    expect(outlineOf('一、甲', '1.乙', '2.丙', '二、丁', '（一）戊', '3.己', '（二）庚', '4.辛')).toEqual([
      '一: 甲',
      '一/1: 乙',
      '一/2: 丙',
      '二: 丁',
      '二/(一): 戊',
      '二/(一)/3: 己',
      '二/(二): 庚',
      '二/(二)/4: 辛',
    ])
  })

  test('[PARSE-2] decimal schemes nest by their components', () => {
    expect(outlineOf('1 总体要求', '1.1 原则', '1.1.1 统筹', '1.2 目标', '2 任务', '2.1 交通')).toEqual([
      '1: 总体要求',
      '1/1.1: 原则',
      '1/1.1/1.1.1: 统筹',
      '1/1.2: 目标',
      '2: 任务',
      '2/2.1: 交通',
    ])
  })

  test('[PARSE-1] a decimal number at the start of a line is no marker', () => {
    expect(outlineOf('一、目标', '1.5万公里管网改造完成。', '3.2%的增长。')).toEqual(['一: 目标'])
  })

  test('[PARSE-3] a title ends at the first stop, before text that follows on the same line', () => {
    const [node] = parseText(`（三）加强流域治理。${BODY}`).outline
    expect([node?.marker, node?.title]).toEqual(['（三）', '加强流域治理'])
  })

  test('[PARSE-3] a bracket that assigns units does not belong to the title', () => {
    expect(outlineOf('（一）建设跨江通道（市交通运输局牵头）')).toEqual(['(一): 建设跨江通道'])
  })

  test('[PARSE-3] items that begin with a sentence have no heading', () => {
    expect(
      outlineOf(
        '一、主要任务',
        `1.推进港口整合。${BODY}`,
        '2.全年新增就业5万人以上，登记失业率控制在4%以内，居民收入稳步增长。',
      ),
    ).toEqual(['一: 主要任务', '一/1: 推进港口整合'])
  })

  test('[PARSE-3] where a document has no other structure its items keep an address', () => {
    expect(
      outlineOf(
        `一、推进铁路建设，完善公路网络，提升机场能力。${BODY}`,
        `二、扩大有效投资，稳住外贸外资，促进消费回升。${BODY}`,
      ),
    ).toHaveLength(2)
  })

  test('[PARSE-1] counted words head what is short, and count like 一、 on a line of their own', () => {
    expect(
      outlineOf(
        '一是明确改革的总体思路',
        '1.改革方向',
        `首先，整体设计与重点突破相协调。${BODY}`,
        `第二，在重大项目建设方面，要注意三个问题。${BODY}`,
        '二、完善工作机制',
      ),
    ).toEqual([
      '一是: 明确改革的总体思路',
      '一是/1: 改革方向',
      '一是/1/首先: 整体设计与重点突破相协调',
      '二: 完善工作机制',
    ])
  })

  test('[PARSE-4] dashes and horizons', () => {
    expect(outlineOf('一、目标', `——坚持绿色发展。${BODY}`, '——到2030年，形成若干成果，取得明显成效。')).toEqual([
      '一: 目标',
      '一/坚持绿色发展: 坚持绿色发展',
    ])
  })
})

describe('unmarked titles', () => {
  test('[PARSE-5] parallel paragraphs begin with titles together', () => {
    expect(outlineOf('一、交通', `铁路方面。${BODY}`, `公路方面。${BODY}`, '二、水利')).toEqual([
      '一: 交通',
      '一/铁路方面: 铁路方面',
      '一/公路方面: 公路方面',
      '二: 水利',
    ])
  })

  test('[PARSE-5] … or not at all', () => {
    const other = '加快实施合作协议，有序推动人员往来，并且推广多站联程的旅行线路。'
    expect(outlineOf('一、开放', other, `支持企业设立总部。${BODY}`, other, other)).toEqual(['一: 开放'])
  })

  test('[PARSE-5] an introduction without a title may stand before them', () => {
    expect(
      outlineOf(
        '一、服务',
        '以便利群众为目标，持续改进，让数据多跑路。',
        `推进教育合作。${BODY}`,
        `推进医疗合作。${BODY}`,
      ),
    ).toHaveLength(3)
  })

  test('[PARSE-6] a title that names a time to aim at governs those behind it', () => {
    expect(outlineOf('一、发展目标', `近期目标。${BODY}`, `生态格局基本确立。${BODY}`, `远景展望。${BODY}`)).toEqual([
      '一: 发展目标',
      '一/近期目标: 近期目标',
      '一/近期目标/生态格局基本确立: 生态格局基本确立',
      '一/远景展望: 远景展望',
    ])
  })

  test('[PARSE-7] levels that the source states are evidence', () => {
    const text = `总体要求\n${BODY}\n基本原则\n${BODY}\n保障措施\n${BODY}`
    const source = sourceOf(`一、前言\n${text}`)
    const levels = new Map([
      ['总体要求', 1],
      ['基本原则', 2],
      ['保障措施', 1],
    ])
    const blocks = source.blocks.map((block) => {
      const level = levels.get(source.text.slice(...block.span))
      return level ? { ...block, kind: 'heading' as const, level } : block
    })
    const { outline } = parseDocument({ ...source, blocks }, { sha256: '' })
    expect(outline.find((node) => node.title === '基本原则')?.parent).toBe(
      outline.find((node) => node.title === '总体要求')?.id,
    )
  })
})

describe('boxes and contents', () => {
  test('[PARSE-8] a box belongs to its section and holds its own numbers', () => {
    expect(outlineOf('（一）交通', '1.铁路', '专栏3　铁路重点工程', '1.甲乙铁路', '2.丙丁铁路', '（二）能源')).toEqual([
      '(一): 交通',
      '(一)/1: 铁路',
      '(一)/专栏3: 铁路重点工程',
      '(一)/专栏3/1: 甲乙铁路',
      '(一)/专栏3/2: 丙丁铁路',
      '(二): 能源',
    ])
  })

  test('[PARSE-9] entries of the table of contents are no headings', () => {
    expect(outlineOf('目　录', '第一章 总则……1', '第二章 任务……5', '第一章 总则', BODY, '第二章 任务', BODY)).toEqual([
      '第一章: 总则',
      '第二章: 任务',
    ])
  })
})

describe('text without line breaks', () => {
  const long =
    '依托现有基础，统筹推进各项建设，完善体制机制，健全政策体系，加强分工协作，努力实现共同发展的目标任务。'.repeat(3)
  const flow =
    '附件某某湾发展规划某某部目录第一章总体要求1第一节指导思想1第二节基本原则2第二章重点任务3第一节交通网络3' +
    `第一章总体要求${long}第一节指导思想${long}第二节基本原则开放引领，绿色崛起。${long}陆海统筹，科学布局。${long}` +
    `第二章重点任务${long}第一节交通网络打造航运体系。${long}畅通陆路通道。${long}专栏1交通重点工程铁路加快建设甲乙铁路、丙丁铁路完善能源体系。${long}`

  test('[PARSE-10] its contents tell the headings, its grammar the run-in titles', () => {
    expect(outlineOf(flow)).toEqual([
      '第一章: 总体要求',
      '第一章/第一节: 指导思想',
      '第一章/第二节: 基本原则',
      '第一章/第二节/开放引领，绿色崛起: 开放引领，绿色崛起',
      '第一章/第二节/陆海统筹，科学布局: 陆海统筹，科学布局',
      '第二章: 重点任务',
      '第二章/第一节: 交通网络',
      '第二章/第一节/打造航运体系: 打造航运体系',
      '第二章/第一节/畅通陆路通道: 畅通陆路通道',
      '第二章/第一节/专栏1: 交通重点工程',
      '第二章/第一节/完善能源体系: 完善能源体系',
    ])
  })
})

describe('addresses and findings', () => {
  test('[PARSE-11] a repeated address is counted, and extents nest', () => {
    const { outline } = parseText(`一、甲\n（一）乙\n（一）乙\n二、丙\n${BODY}`)
    expect(outline.map((node) => node.id)).toEqual(['一', '一/(一)', '一/(一)~2', '二'])
    expect(outline[0]?.extent).toEqual([0, outline[3]?.span[0]])
  })

  test('[PARSE-12] gaps and repeats of numbers are findings', () => {
    const codes = (text: string) => parseText(text).findings.map((finding) => finding.code)
    expect(codes('一、甲\n（二）乙\n（三）丙')).toEqual(['numbering_gap'])
    expect(codes('一、甲\n二、乙\n四、丙')).toEqual(['numbering_gap'])
    expect(codes('一、甲\n（一）乙\n（一）丙')).toEqual(['numbering_repeat'])
    expect(codes('一、甲\n（一）乙\n1.丙\n（二）丁\n2.戊')).toEqual([])
  })
})
