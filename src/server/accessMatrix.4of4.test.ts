import { holdAccess } from '../../test/support/accessMatrix.testing.ts'

holdAccess(4, 4)
