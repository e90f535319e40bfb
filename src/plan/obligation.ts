/**
 * Which provisions oblige, in a plan that does not say who. Government Chinese obliges by the bare imperative: a clause
 * that begins with what is to be done (推进…, 加快建设…, 严禁…) and names no subject. Chapters that explain, praise or set
 * principles do not oblige, whatever verbs they use.
 */

/** Verbs with which plans open what is to be done. Two characters each, so that one look-up answers. */
const IMPERATIVES = new Set(
  (
    '推进 推动 加快 加强 建设 建立 健全 完善 优化 强化 实施 开展 深化 促进 提升 提高 支持 鼓励 引导 培育 发展 扩大 拓展 构建 打造 ' +
    '统筹 协调 组织 落实 制定 编制 修订 出台 探索 创新 改革 规范 保护 治理 整治 修复 防治 控制 严格 严控 严禁 禁止 限制 淘汰 关停 ' +
    '推广 普及 扶持 设立 成立 搭建 联合 共建 共享 整合 改造 改善 升级 壮大 做大 做强 做优 增强 巩固 保障 确保 力争 争取 启动 完成 ' +
    '实现 实行 推行 执行 贯彻 坚守 划定 布局 畅通 打通 贯通 形成 营造 简化 取消 放宽 降低 减少 压减 削减 消除 解决 化解 防范 监测 ' +
    '评估 考核 督促 监督 检查 公布 公开 报送 协同 携手 合作 参与 承接 吸引 引进 利用 开发 依托 发挥 突出 加大 全面 积极 大力 着力 ' +
    '有序 稳步 重点 切实 进一 共同 抓好 抓紧 研究 谋划 规划 续建 新建 扩建 改建 疏浚 清理 调整 科学 合理 主动 充分 深入 持续 继续 ' +
    '优先 逐步 按照 以点 牢固 树立'
  ).split(' '),
)

/** Words that oblige wherever in the clause they stand. */
const DUTIES = /应当|必须|不得|严禁|禁止|须经|负责|务必|应(?=[在于将按与对由加以及当依])/u

/** Headings of what explains and does not oblige. */
const EXPLAINS =
  /^(?:总体要求|总体思路|总体思想|指导思想|基本原则|基本要求|工作原则|主要原则|发展目标|总体目标|主要目标|工作目标|合作目标|规划目标|战略定位|发展定位|功能定位|总体定位|战略目标|规划背景|背景|编制依据|发展基础|发展现状|发展环境|面临形势|机遇挑战|机遇与挑战|发展机遇|主要挑战|有利条件|重大意义|重要意义|前言|序言|引言|目录|名词解释|附录|规划范围)/u

/** Whether a heading (without its marker) opens a part that only explains. */
export function explains(title: string): boolean {
  return EXPLAINS.test(title.replace(/^[\s、.．:：—-]+/u, ''))
}

/** Whether a sentence tells somebody to do something: one of its clauses opens with an imperative, or states a duty. */
export function obliges(sentence: string): boolean {
  if (DUTIES.test(sentence)) return true
  for (const clause of sentence.split(/[，,；;。：:\n]/u)) {
    const opening = clause.trim().slice(0, 2)
    if (IMPERATIVES.has(opening)) return true
  }
  return false
}
