"""Common English words: a work named like one is only meant if the context says so."""

from __future__ import annotations

__all__ = ["EVERYDAY"]

EVERYDAY = frozenset(
    """
able access account across act action actual add address advance advice again age agree aim air alarm alert alive
allow alone along already also always amaze amount anchor angle animal answer apart appear apple apply area argue arm
arrow art ask aspect assist atlas attach attempt attend aware away baby back bad bag balance ball band bank bar base
basic bass battle beach beam bear beat become bed begin behind belief bell belong below bench benefit best better bias
big bird bit black blend blind block blue board boat body bold bolt bond bone book boost border born boss both bottle
bottom box brain branch brave break breath breeze bridge brief bright bring broad brother brown brush budget build bus
busy buy cache cake call calm camera camp candle cap capture car card care carry case cash cast cat catch cause center
chain chair chance change chart chat cheap check chief child choice choose circle city claim clap clash class clean
clear clever climb clip clock close cloth cloud clover club coach coast code coffee cold color combine come comfort
common compact company compass complete concept connect contact content context control cook cool copy core corner
correct cost count couple course cover craft crash cream create credit crew crop cross crowd crown cube cup curious
current curve custom cut cycle daily dance danger dare dark data date dawn day dead deal dear decide deep delta demo
depth desert design desk detail device dial diet differ dig direct dish divide doctor dog door dose dot double doubt
draft drag dragon drama draw dream dress drift drink drive drop dry due dump dust duty each eager eagle early earth
ease east easy eat echo edge effect effort either else empty end energy engine enjoy enough ensure enter entire equal
error even event ever every exact exist expand expect expert explain explore express extend extra eye face fact fade
fail fair fairy faith fall false family famous fan far farm fast father favor fear feature feed feel fellow fence few
field fight figure file fill film final find fine finger finish fire firm first fish fit fix flag flame flash flat
flex flight float flood floor flow fluid fly focus fold follow food fool foot force forest forget form fort forward
frame free fresh friend front fruit fuel full fun fuse future gain game gap garden gas gate gather gem gentle giant
gift give glad glass global goal gold good grab grace grade grain grand grant grape graph grasp grass gray great
greater green grid grip ground group grow guard guess guest guide habit half hall hammer hand handle hang happy harbor
hard harm harmony hat head heal hear heart heat heavy help hero hide high hill hint hire history hit hold hole home
honest honey hope horse hot hour house huge human hunt hurry idea ideal idol image impact include index inside inspire
intent invite iron island issue item jam jazz job join joint journey joy judge juice jump just keen keep key kick kind
king kitchen kite know label lack lady lake lamp land language large laser last late later laugh launch law layer lazy
lead leaf league leap learn least leave left legal legend lemon lens less lesson letter level lift light like limit
line link lion list listen little live load loan local lock logic logo long look loop loose lose lot loud love low
luck lunch magic mail main major make manage many map march mark market mask mass master match matter maybe meal mean
measure media meet melody member memo memory mention menu merge mesh message meta middle mild milk mind mine minor
mint minute mirror miss mist mix mode model modern moment money monster month mood moon moral more morning mosaic most
mother motion mountain mouse mouth move movie much muscle music mystery nail name narrow native nature near neat neck
need nest net never new news next nice night noble node noise none normal north nose note notice novel now nurse
object ocean offer office often oil old omega once one only open opera option orange orbit order origin other outer
outside over own pace pack page pain paint pair palace palm panda panel panic paper parent park parrot part partner
party pass past patch path pattern pause pay peace peak pearl pen people pepper perfect perhaps period phantom phone
photo phrase piano pick picture piece pilot pin pipe pivot place plain plan plane planet plant plate play please
plenty plot plus pocket poem poet point points polite pool poor pop popular portal portrait pose post pot power praise
pray prefer present press pretty price pride prime print prior prism prize probe problem produce profile promise
prompt proof proper protect proud prove public pull pulse pump pure push puzzle quality quarter queen quest quick
quiet quite race radio rail rain raise range rank rapid rare rate rather reach react read ready real reason recall
record red refer reflect region relate relax relay rely remain remember remind remove rent repair repeat reply report
request rescue reset rest result return reveal review reward rich ride right ring rise risk river road roar rock role
roll roof room root rose rotate rough round route royal rule run rush safe sage sail salt same sample sand save say
scale scan scene school science scope score scout screen script sea search season seat second secret see seed seek
seem select sell send sense serve set setting settle shadow shake shape share sharp sheet shelf shell shield shift
shine ship shirt shock shoe shoot shop short shot should shout show side sight sign signal silence silver similar
simple since sing single sit size skill skin skip sky slab sleep slice slide slip slow small smart smell smile smoke
smooth snack snow social soft soil solid solve some son song soon sorry sort soul sound soup source south space spark
speak special speed spell spend spider spin spirit split sport spot spread spring sprint square stable stack staff
stage stair stamp stand star stare start state station stay steady steal steam steel steer stem step stick still stir
stock stone stop store storm story straight strange stream street stress stretch strike string strip strong structure
study stuff style subject success such sudden sugar suit summer sun support sure surge surprise swan sweep sweet swift
swim swing switch system table tail take talk tall tank tap target task taste teach team tear tech tell tempo term
test text thank theme thick thin thing think thought thread through throw ticket tie tiger tight time tiny tip tired
title tldr today together token tone tool top topic torch total touch tough tour toward tower town toy trace track
trade trail train transfer trap travel treasure treat tree trend trick trip trips true trust truth try tune turn twin
twist type under unify union unit unite unity universe until upper use user usual vague valid valley value vast
venture verse very view village violet virtual vision visit vista vital vivid voice volume vote waffle wait wake walk
wall wander want war warm wash waste watch water wave way weak wealth wear weather weave web week weight welcome west
wet wheel while whisper white whole why wide wife wild will wind window wine wing winner winter wise wish within wolf
wonder wood word work world worry worth wrap write wrong yard year yellow yes yet young zero zip zone zoom
""".split()
)
