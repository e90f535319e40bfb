import { type Block, dateInWords, heading, type Paper, paragraph } from '../../papers/index.ts'
import { indicatorBlocks } from './evaluation/indicators.ts'
import { lightBlocks } from './evaluation/lights.ts'
import { matterBlocks } from './evaluation/matters.ts'
import { projectBlocks } from './evaluation/projects.ts'
import { reportBlocks } from './evaluation/reports.ts'
import { scoreBlocks } from './evaluation/scores.ts'
import { taskBlocks } from './evaluation/tasks.ts'
import type { EvaluationFacts } from './evaluationFacts.ts'

/** 年度评估报告 and 中期评估报告: sentences drafted from rows only; a figure that is missing is said to be missing. */
export async function evaluationPaper(facts: EvaluationFacts): Promise<Paper> {
  const { programme, kind, year, today } = facts
  const name = programme.document ?? programme.title
  const what = kind === 'annual' ? `${year}年度评估报告` : '中期评估报告'
  return {
    mark: `${programme.owner}文件`,
    number: null,
    signer: '（待签）',
    title: `《${name}》实施情况${what}（草稿）`,
    addressee: '（报送机关待定）',
    blocks: numbered([
      paragraph(
        `现将台账“${programme.title}”${kind === 'annual' ? `${year}年度` : `${facts.from}年至${year}年`}的实施情况报告如下。任务和灯色截至${dateInWords(facts.asOf)}，报送情况截至${dateInWords(today)}；文中数据均取自台账，出处见页下注，逐项见附件；没有数据的，写明缺数据，不作推定。`,
      ),
      heading(1, '一、任务下达和办理情况'),
      ...taskBlocks(facts),
      heading(1, '二、报送情况'),
      ...reportBlocks(facts),
      heading(1, '三、红黄绿灯情况'),
      ...(await lightBlocks(facts)),
      heading(1, '四、指标情况'),
      ...(await indicatorBlocks(facts)),
      heading(1, '五、重大项目情况'),
      ...projectBlocks(facts),
      heading(1, '六、考核得分'),
      ...scoreBlocks(facts),
      heading(1, '七、滞后、督办和提请事项'),
      ...matterBlocks(facts),
    ]),
    annexes: [],
    files: [`${kind === 'annual' ? `${year}年度` : '中期'}评估数据明细（另附电子表格）`],
    signature: { unit: programme.owner, date: today },
    printed: null, // a draft is not printed
  }
}

/** Tables and figures are numbered as they stand. */
function numbered(blocks: readonly Block[]): Block[] {
  const count = { table: 0, picture: 0 }
  return blocks.map((block) => {
    if (block.kind !== 'table' && block.kind !== 'picture') return block
    count[block.kind] += 1
    return { ...block, caption: `${block.kind === 'table' ? '表' : '图'}${count[block.kind]} ${block.caption}` }
  })
}
