import { serve } from '@lamps/service';

serve({ stock: lamp => ({ left: Number(lamp.split('-').at(-1)) }) });
