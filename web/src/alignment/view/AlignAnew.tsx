import { SyncOutlined } from '@ant-design/icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AlignmentView } from '../../../../src/alignment/schemas.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { alignAnew, alignmentKey } from '../api.ts'

/** 重新对照: the same versions once more, with what the weights and the parser have learned since. */
export function AlignAnew({ view }: { view: AlignmentView }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const problemText = useProblemText()
  const run = useMutation({
    mutationFn: () => alignAnew(view.id),
    onSuccess: (renewed) => {
      queries.setQueryData(alignmentKey(view.id), renewed)
      for (const key of ['alignments', 'alignment-matrix', 'alignment-evidence'])
        void queries.invalidateQueries({ queryKey: [key] })
      void message.success(t(renewed.at === view.at ? 'alignment.view.sameAgain' : 'alignment.view.renewed'))
    },
    onError: (error) => {
      const { title, todo } = problemText(error)
      void message.error(`${title} ${todo}`, 8)
    },
  })
  return (
    <Popconfirm
      title={t('alignment.view.anewTitle')}
      description={t('alignment.view.anewLede')}
      okText={t('alignment.view.anew')}
      cancelText={t('shell.cancel')}
      onConfirm={() => run.mutate()}
    >
      <Button
        type={view.learnedSince || view.failed ? 'default' : 'text'}
        icon={<SyncOutlined spin={run.isPending} />}
        disabled={run.isPending}
        aria-label={t('alignment.view.anew')}
        title={t('alignment.view.anew')}
      />
    </Popconfirm>
  )
}
