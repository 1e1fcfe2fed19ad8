import { serve } from '@lamps/service';

serve(path => ({ left: Number(path.split('-').at(-1)) }));
