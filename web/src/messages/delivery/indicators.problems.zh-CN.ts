export const indicatorsProblemsZh = {
  indicator_not_found: { title: '没有这项指标', todo: '它可能没有向您共享。回到指标列表查看。' },
  indicator_not_yours: { title: '这项指标由 {{owner}} 管理', todo: '请联系管理单位修改。' },
  indicator_not_supplier: { title: '您的单位不是供数单位', todo: '数据由供数单位或管理单位填报。' },
  indicator_verify_own: { title: '不能核验自己报的数', todo: '核验须由供数单位以外的单位作出，请改选其他等级。' },
  indicator_retired: { title: '这项指标已停用', todo: '{{reason}}' },
  indicator_target_unfit: { title: '{{field}} 不合适', todo: '应为 {{expected}}。' },
  indicator_commitment_unfit: {
    title: '这条承诺事项不能生成指标',
    todo: '只有已确认的指标目标可以生成，请先在文件中确认。',
  },
  indicator_commitment_taken: { title: '这个目标已经是指标了', todo: '请在列表中打开它。' },
  indicator_revision_reason: { title: '{{period, period}}已有数据', todo: '请填写修订原因。' },
  indicator_observation_unchanged: { title: '{{period, period}}的数据没有变化', todo: '无需重复填报。' },
  indicator_period_ahead: { title: '{{period, period}}尚未结束', todo: '只能填报已结束的时期。' },
  indicator_part_circle: { title: '指标不能是自己的下级', todo: '请去掉形成循环的下级指标。' },
  indicator_part_unknown: { title: '下级指标不存在', todo: '请重新选择。' },
  indicator_task_unknown: { title: '没有这项任务', todo: '请重新选择。' },
} as const
