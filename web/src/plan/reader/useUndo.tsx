import { App, Button } from 'antd'
import { useCallback, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment } from '../../../../src/plan/schemas.ts'
import { useUnderWay } from '../../shell/useUnderWay.ts'
import { perform } from '../api.ts'

/** Taking back one's own last changes in turn, by key or by the button that each change leaves for some seconds. */
export function useUndo(settle: (changed: readonly Commitment[]) => void, explain: (error: unknown) => void) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const undoable = useRef<string[]>([])
  const { noted, settled } = useUnderWay()

  const undo = useCallback(async () => {
    await settled()
    const changeId = undoable.current.pop()
    if (!changeId) return void message.info(t('reader.nothingToUndo'))
    try {
      const { items } = await perform({ kind: 'undo', changeId })
      settle(items)
      void message.success(t('reader.undone'))
    } catch (error) {
      explain(error)
    }
  }, [message, settle, explain, settled, t])

  const offerUndo = useCallback(
    (changeId: string, said: string) => {
      undoable.current.push(changeId)
      const key = 'done'
      void message.open({
        key,
        type: 'success',
        duration: 6,
        content: (
          <span>
            {said}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(key)
                void undo()
              }}
            >
              {t('reader.undo')}
            </Button>
          </span>
        ),
      })
    },
    [message, undo, t],
  )
  return { undo, offerUndo, noted }
}
