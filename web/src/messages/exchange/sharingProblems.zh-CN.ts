/** What requests, agreements and disputes refuse, in words. */
export const sharingProblemsZh = {
  share_request_not_found: { title: '没有这件共享申请', todo: '它可能不存在，或不属于您的单位。' },
  share_agreement_not_found: { title: '没有这份共享协议', todo: '它可能不存在，或不属于您的单位。' },
  share_dispute_not_found: { title: '没有这条数据疑义', todo: '它可能不存在，或不属于您的单位。' },
  share_not_party: {
    title: '这一步不由您的单位办理',
    todo: '提供方办理答复、提供、暂停和撤回；使用方办理补正、接受、终止和疑义。',
  },
  share_step_unfit: { title: '现在的状态不能这样办理', todo: '它可能刚刚有了变化，请重新打开。' },
  share_own_resource: { title: '这是本单位的资源', todo: '本单位的数据不需要申请。' },
  share_resource_unpublished: { title: '这项资源现在不在目录中', todo: '只有已发布的资源可以申请。' },
  share_withheld: {
    title: '这项资源现在不能同意共享',
    todo: '它不予共享或已不在目录中。请提供方先发布可以共享的版本。',
  },
  share_terms_unfit: { title: '共享范围有 {{count}} 处不符合这项资源', todo: '请检查：{{first}}' },
  share_widened: { title: '比申请的多：{{parts}}', todo: '只能在申请的范围内同意。' },
  share_until_past: { title: '{{day}} 已经过去', todo: '请选择今天以后的日期；申请的有效期已过的，请对方重新申请。' },
  share_from_past: { title: '{{day}} 已经过去', todo: '请选择今天或以后的日期。' },
  share_words_missing: { title: '请写明理由或内容', todo: '对方要看到为什么、缺什么。' },
  share_brought_forward_already: { title: '这件申请已经提请过协调', todo: '有新的理由时，请重新申请。' },
  share_provided_already: { title: '已经登记过提供', todo: '请重新打开查看。' },
  share_withdrawn_already: { title: '已经从 {{day}} 起撤回', todo: '可以选更早的日子。' },
  share_deletion_confirmed: { title: '已经确认过删除', todo: '请重新打开查看。' },
  share_item_not_agreed: { title: '协议里没有信息项“{{item}}”', todo: '请从协议的信息项中选择。' },
  share_not_corrected: {
    title: '提出疑义之后，数据还没有更正',
    todo: '请先更正该行或加载新批次，再答复“已更正”；数据无误的，答复“核实无误”。',
  },
  share_period_slower: { title: '时限不能长于 {{days}} 个工作日', todo: '地方只能比条例更严。' },
  share_period_elsewhere: { title: '{{place}} 不在您协调的范围内', todo: '请填写城市群成员或其所在省、市的代码。' },
  share_choice_unfit: { title: '这项资源不能设为立即同意', todo: '只有无条件共享的资源可以。' },
} as const
